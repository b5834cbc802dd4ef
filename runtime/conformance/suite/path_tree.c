// The calls that make, move and remove names.
#include "check.h"

#define mkdir_at(fd, path) raw_path_create_directory(fd, path)
#define rmdir_at(fd, path) raw_path_remove_directory(fd, path)
#define unlink_at(fd, path) raw_path_unlink_file(fd, path)
#define link_from(fd, path) raw_path_link(fd, 0, path, DIR, S("linked"))
#define link_to(fd, path) raw_path_link(DIR, 0, S("file"), fd, path)
#define symlink_at(fd, path) raw_path_symlink(S("file"), fd, path)
#define rename_from(fd, path) raw_path_rename(fd, path, DIR, S("renamed"))
#define rename_to(fd, path) raw_path_rename(DIR, S("file"), fd, path)

static int is(const char *path, __wasi_filetype_t type) {
  __wasi_filestat_t stat;
  return __wasi_path_filestat_get(DIR, 0, path, &stat) == 0 && stat.filetype == type;
}

static void directories(void) {
  section("path_create_directory");
  CHECK_PATH_ERRORS(mkdir_at, PATH_CREATE_DIRECTORY);
  CHECK_OK(mkdir_at(DIR, S("made")));
  CHECK(is("made", __WASI_FILETYPE_DIRECTORY));
  CHECK_OK(mkdir_at(DIR, S("made/below/")));
  CHECK_ERRNO(EXIST, mkdir_at(DIR, S("made")));
  CHECK_ERRNO(EXIST, mkdir_at(DIR, S("file")));
  CHECK_ERRNO(EXIST, mkdir_at(DIR, S("dangling")));
  CHECK_ERRNO(EXIST, mkdir_at(DIR, S(".")));
  CHECK_ERRNO(ROFS, mkdir_at(FROZEN, S("made")));

  section("path_remove_directory");
  CHECK_PATH_ERRORS(rmdir_at, PATH_REMOVE_DIRECTORY);
  CHECK_ERRNO(NOTEMPTY, rmdir_at(DIR, S("made")));
  CHECK_OK(rmdir_at(DIR, S("made/below")));
  CHECK_OK(rmdir_at(DIR, S("made/")));
  CHECK_ERRNO(NOENT, rmdir_at(DIR, S("made")));
  CHECK_ERRNO(NOTDIR, rmdir_at(DIR, S("file")));
  CHECK_ERRNO(NOTDIR, rmdir_at(DIR, S("link")));
  CHECK_ERRNO(INVAL, rmdir_at(DIR, S(".")));
  CHECK_ERRNO(BUSY, rmdir_at(DIR, S("mounted")));
  CHECK_ERRNO(ROFS, rmdir_at(FROZEN, S("empty")));

  section("a removed directory holds nothing more");
  CHECK_OK(mkdir_at(DIR, S("gone")));
  __wasi_fd_t gone = open_dir("gone");
  CHECK_OK(rmdir_at(DIR, S("gone")));
  CHECK_ERRNO(NOENT, mkdir_at(gone, S("below")));
  CHECK_ERRNO(NOENT, symlink_at(gone, S("below")));
}

static void links(void) {
  section("path_link");
  CHECK_PATH_ERRORS(link_from, PATH_LINK_SOURCE);
  CHECK_PATH_ERRORS(link_to, PATH_LINK_TARGET);
  CHECK_OK(link_to(DIR, S("hard")));
  __wasi_filestat_t stat;
  CHECK_OK(__wasi_path_filestat_get(DIR, 0, "hard", &stat));
  CHECK(stat.nlink == 2 && stat.size == 5);
  CHECK_ERRNO(NOENT, link_from(DIR, S("missing")));
  CHECK_ERRNO(EXIST, link_to(DIR, S("hard")));
  CHECK_ERRNO(PERM, link_from(DIR, S("dir")));
  CHECK_ERRNO(XDEV, link_to(OTHER, S("hard")));
  CHECK_ERRNO(ROFS, raw_path_link(FROZEN, 0, S("file"), FROZEN, S("hard")));
  CHECK_OK(raw_path_link(DIR, 0, S("link"), DIR, S("same-link")));
  CHECK(is("same-link", __WASI_FILETYPE_SYMBOLIC_LINK));
  CHECK_OK(raw_path_link(DIR, 1, S("link"), DIR, S("followed")));
  CHECK(is("followed", __WASI_FILETYPE_REGULAR_FILE));
  CHECK_ERRNO(LOOP, raw_path_link(DIR, 1, S("loop"), DIR, S("never")));

  section("path_symlink");
  CHECK_PATH_ERRORS(symlink_at, PATH_SYMLINK);
  CHECK_OK(symlink_at(DIR, S("soft")));
  CHECK(is("soft", __WASI_FILETYPE_SYMBOLIC_LINK));
  CHECK_ERRNO(EXIST, symlink_at(DIR, S("soft")));
  CHECK_ERRNO(ROFS, symlink_at(FROZEN, S("soft")));
  CHECK_ERRNO(NOENT, raw_path_symlink(S(""), DIR, S("empty-target")));
  CHECK_ERRNO(INVAL, raw_path_symlink(S("a\0b"), DIR, S("nul-target")));
  CHECK_ERRNO(ILSEQ, raw_path_symlink(S("\xff"), DIR, S("bad-target")));
  CHECK_ERRNO(NOTCAPABLE, raw_path_symlink(S("/file"), DIR, S("absolute-target")));
  CHECK_ERRNO(NAMETOOLONG, raw_path_symlink(S(X16(LONG_NAME "/") "x"), DIR, S("long-target")));

  section("path_unlink_file");
  CHECK_PATH_ERRORS(unlink_at, PATH_UNLINK_FILE);
  CHECK_OK(unlink_at(DIR, S("soft")));
  CHECK_OK(unlink_at(DIR, S("hard")));
  CHECK(is("file", __WASI_FILETYPE_REGULAR_FILE));
  CHECK_ERRNO(NOENT, unlink_at(DIR, S("hard")));
  CHECK_ERRNO(ISDIR, unlink_at(DIR, S("dir")));
  CHECK_ERRNO(NOTDIR, unlink_at(DIR, S("file/")));
  CHECK_ERRNO(ROFS, unlink_at(FROZEN, S("file")));
}

static void renaming(void) {
  section("path_rename");
  CHECK_PATH_ERRORS(rename_from, PATH_RENAME_SOURCE);
  CHECK_PATH_ERRORS(rename_to, PATH_RENAME_TARGET);
  CHECK_OK(rename_from(DIR, S("file")));
  CHECK(!is("file", __WASI_FILETYPE_REGULAR_FILE) && is("renamed", __WASI_FILETYPE_REGULAR_FILE));
  CHECK_OK(raw_path_rename(DIR, S("renamed"), DIR, S("file")));
  CHECK_OK(raw_path_rename(DIR, S("file"), DIR, S("file")));
  CHECK_OK(mkdir_at(DIR, S("full")));
  CHECK_OK(mkdir_at(DIR, S("full/below")));
  CHECK_OK(mkdir_at(DIR, S("empty")));
  CHECK_ERRNO(NOENT, rename_from(DIR, S("missing")));
  CHECK_ERRNO(NOTEMPTY, raw_path_rename(DIR, S("empty"), DIR, S("full")));
  CHECK_ERRNO(ISDIR, rename_to(DIR, S("empty")));
  CHECK_ERRNO(NOTDIR, raw_path_rename(DIR, S("empty"), DIR, S("file")));
  CHECK_ERRNO(NOTDIR, rename_to(DIR, S("new/")));
  CHECK_ERRNO(INVAL, raw_path_rename(DIR, S("full"), DIR, S("full/below/itself")));
  CHECK_ERRNO(BUSY, rename_from(DIR, S(".")));
  CHECK_ERRNO(BUSY, rename_from(DIR, S("mounted")));
  CHECK_ERRNO(XDEV, rename_to(OTHER, S("file")));
  CHECK_ERRNO(XDEV, rename_to(DIR, S("mounted/file")));
  CHECK_ERRNO(ROFS, raw_path_rename(FROZEN, S("file"), FROZEN, S("renamed")));
  CHECK_OK(raw_path_rename(DIR, S("full"), DIR, S("empty")));
  CHECK(is("empty/below", __WASI_FILETYPE_DIRECTORY));
}

int main(void) {
  directories();
  links();
  renaming();
  return check_status();
}
