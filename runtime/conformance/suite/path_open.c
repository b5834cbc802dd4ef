// path_open: which rights come back, what the flags do, and every way it can be refused.
#include "check.h"

static __wasi_fd_t opened;
#define CREAT __WASI_OFLAGS_CREAT
#define EXCL __WASI_OFLAGS_EXCL
#define TRUNC __WASI_OFLAGS_TRUNC
#define DIRECTORY __WASI_OFLAGS_DIRECTORY
#define open_at(fd, path) raw_path_open(fd, 1, path, 0, RIGHT(FD_READ), 0, 0, &opened)
#define open_as(path, oflags, rights) raw_path_open(DIR, 1, path, oflags, rights, 0, 0, &opened)

int main(void) {
  section("errors of the walk");
  CHECK_PATH_ERRORS(open_at, PATH_OPEN);

  section("rights");
  __wasi_fdstat_t stat;
  CHECK_OK(open_as(S("file"), 0, RIGHT(FD_READ) | RIGHT(PATH_OPEN)));
  CHECK_OK(__wasi_fd_fdstat_get(opened, &stat));
  CHECK(stat.fs_rights_base == RIGHT(FD_READ) && stat.fs_rights_inheriting == 0);
  CHECK_OK(open_as(S("dir"), DIRECTORY, RIGHT(FD_READ) | RIGHT(PATH_OPEN)));
  CHECK_OK(__wasi_fd_fdstat_get(opened, &stat));
  CHECK(stat.fs_rights_base == RIGHT(PATH_OPEN));
  __wasi_fd_t narrow;
  CHECK_OK(raw_path_open(DIR, 0, S("dir"), DIRECTORY, RIGHT(PATH_OPEN), RIGHT(FD_READ), 0, &narrow));
  CHECK_OK(raw_path_open(narrow, 0, S("inner"), 0, RIGHT(FD_READ), 0, 0, &opened));
  CHECK_ERRNO(NOTCAPABLE, raw_path_open(narrow, 0, S("inner"), 0, RIGHT(FD_WRITE), 0, 0, &opened));
  CHECK_ERRNO(NOTCAPABLE, raw_path_open(narrow, 0, S("inner"), 0, RIGHT(FD_READ), RIGHT(FD_SEEK), 0, &opened));
  CHECK_ERRNO(NOTCAPABLE, raw_path_open(narrow, 0, S("new"), CREAT, RIGHT(FD_READ), 0, 0, &opened));
  CHECK_ERRNO(NOTCAPABLE, raw_path_open(dir_without(RIGHT(PATH_FILESTAT_SET_SIZE)), 0, S("file"), TRUNC, RIGHT(FD_READ), 0, 0, &opened));
  CHECK_ERRNO(NOTCAPABLE, raw_path_open(dir_without(RIGHT(PATH_CREATE_FILE)), 0, S("new"), CREAT, RIGHT(FD_READ), 0, 0, &opened));
  CHECK_ERRNO(NOENT, open_as(S("new"), 0, RIGHT(FD_READ)));

  section("flags");
  CHECK_OK(open_as(S("made"), CREAT | EXCL, RIGHT(FD_WRITE)));
  CHECK_ERRNO(EXIST, open_as(S("made"), CREAT | EXCL, RIGHT(FD_WRITE)));
  CHECK_ERRNO(EXIST, open_as(S("dangling"), CREAT | EXCL, RIGHT(FD_WRITE)));
  CHECK_OK(open_as(S("made"), CREAT | TRUNC, RIGHT(FD_WRITE)));
  CHECK_ERRNO(NOTDIR, open_as(S("file"), DIRECTORY, RIGHT(FD_READ)));
  CHECK_ERRNO(NOTDIR, open_as(S("file/"), 0, RIGHT(FD_READ)));
  CHECK_ERRNO(ISDIR, open_as(S("dir"), 0, RIGHT(FD_WRITE)));
  CHECK_ERRNO(ISDIR, open_as(S("dir"), TRUNC, 0));
  CHECK_ERRNO(ISDIR, open_as(S("new/"), CREAT, 0));
  CHECK_ERRNO(INVAL, open_as(S("new"), CREAT | DIRECTORY, 0));
  CHECK_ERRNO(INVAL, open_as(S("file"), 1 << 4, 0));
  CHECK_ERRNO(INVAL, raw_path_open(DIR, 0, S("file"), 0, 0, 0, 1 << 5, &opened));
  CHECK_ERRNO(LOOP, raw_path_open(DIR, 0, S("link"), 0, 0, 0, 0, &opened));
  CHECK_ERRNO(LOOP, open_as(S("loop"), 0, 0));
  CHECK_OK(open_as(S("link"), 0, RIGHT(FD_READ)));
  CHECK_OK(open_as(S("dir/../file"), 0, RIGHT(FD_READ)));
  CHECK_OK(open_as(S("./dir//"), 0, 0));

  section("a volume on which nothing changes");
  CHECK_OK(raw_path_open(FROZEN, 0, S("file"), 0, RIGHT(FD_READ), 0, 0, &opened));
  CHECK_ERRNO(ROFS, raw_path_open(FROZEN, 0, S("file"), 0, RIGHT(FD_WRITE), 0, 0, &opened));
  CHECK_ERRNO(ROFS, raw_path_open(FROZEN, 0, S("file"), TRUNC, RIGHT(FD_READ), 0, 0, &opened));
  CHECK_ERRNO(ROFS, raw_path_open(FROZEN, 0, S("new"), CREAT, RIGHT(FD_READ), 0, 0, &opened));

  section("descriptors run out, and come back");
  int count = 0, answer;
  while ((answer = raw_path_open(DIR, 0, S("file"), 0, 0, 0, 0, &opened)) == 0) count++;
  CHECK(answer == __WASI_ERRNO_MFILE && count > 0);
  CHECK_ERRNO(MFILE, raw_path_open(DIR, 0, S("never"), CREAT, 0, 0, 0, &opened));
  CHECK_OK(__wasi_fd_close(opened));
  CHECK_ERRNO(NOENT, open_as(S("never"), 0, 0));
  CHECK_OK(open_as(S("file"), 0, 0));
  return check_status();
}
