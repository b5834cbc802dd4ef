// What a descriptor is and may do: fdstat, filestat, times, prestat, and bringing data to storage.
#include "check.h"

static void fdstat(void) {
  __wasi_fdstat_t stat;
  __wasi_fd_t fd = open_file("file");
  section("fd_fdstat_get");
  CHECK_OK(__wasi_fd_fdstat_get(fd, &stat));
  CHECK(stat.fs_filetype == __WASI_FILETYPE_REGULAR_FILE);
  CHECK(stat.fs_flags == 0);
  CHECK(stat.fs_rights_base == FILE_RIGHTS);
  CHECK(stat.fs_rights_inheriting == INHERITED);
  CHECK_OK(__wasi_fd_fdstat_get(DIR, &stat));
  CHECK(stat.fs_filetype == __WASI_FILETYPE_DIRECTORY);
  CHECK_ERRNO(BADF, __wasi_fd_fdstat_get(NOBODY, &stat));

  section("fd_fdstat_set_flags");
  CHECK_OK(__wasi_fd_fdstat_set_flags(fd, __WASI_FDFLAGS_APPEND | __WASI_FDFLAGS_NONBLOCK));
  CHECK_OK(__wasi_fd_fdstat_get(fd, &stat));
  CHECK(stat.fs_flags == (__WASI_FDFLAGS_APPEND | __WASI_FDFLAGS_NONBLOCK));
  CHECK_ERRNO(BADF, __wasi_fd_fdstat_set_flags(NOBODY, 0));
  CHECK_ERRNO(INVAL, __wasi_fd_fdstat_set_flags(fd, 1 << 5));
  CHECK_ERRNO(NOTSUP, __wasi_fd_fdstat_set_flags(fd, __WASI_FDFLAGS_SYNC));
  CHECK_ERRNO(NOTCAPABLE, __wasi_fd_fdstat_set_flags(file_without(RIGHT(FD_FDSTAT_SET_FLAGS)), 0));

  section("fd_fdstat_set_rights");
  CHECK_OK(__wasi_fd_fdstat_set_rights(fd, RIGHT(FD_READ) | RIGHT(FD_SEEK), 0));
  CHECK_OK(__wasi_fd_fdstat_get(fd, &stat));
  CHECK(stat.fs_rights_base == (RIGHT(FD_READ) | RIGHT(FD_SEEK)) && stat.fs_rights_inheriting == 0);
  CHECK_ERRNO(NOTCAPABLE, __wasi_fd_fdstat_set_rights(fd, FILE_RIGHTS, 0));
  CHECK_ERRNO(NOTCAPABLE, __wasi_fd_fdstat_set_rights(fd, RIGHT(FD_READ), RIGHT(FD_READ)));
  CHECK_ERRNO(BADF, __wasi_fd_fdstat_set_rights(NOBODY, 0, 0));
}

static void filestat(void) {
  __wasi_filestat_t stat;
  __wasi_fd_t fd = open_file("file");
  section("fd_filestat_get");
  CHECK_OK(__wasi_fd_filestat_get(fd, &stat));
  CHECK(stat.filetype == __WASI_FILETYPE_REGULAR_FILE && stat.size == 5 && stat.nlink == 1 && stat.ino != 0);
  CHECK_OK(__wasi_fd_filestat_get(open_dir("dir"), &stat));
  CHECK(stat.filetype == __WASI_FILETYPE_DIRECTORY);
  CHECK_OK(__wasi_fd_filestat_get(STDIN, &stat));
  CHECK_ERRNO(BADF, __wasi_fd_filestat_get(NOBODY, &stat));
  CHECK_ERRNO(NOTCAPABLE, __wasi_fd_filestat_get(file_without(RIGHT(FD_FILESTAT_GET)), &stat));

  section("fd_filestat_set_times");
  CHECK_OK(__wasi_fd_filestat_set_times(fd, 1234567890123456789, 42, __WASI_FSTFLAGS_ATIM | __WASI_FSTFLAGS_MTIM));
  CHECK_OK(__wasi_fd_filestat_get(fd, &stat));
  CHECK(stat.atim == 1234567890123456789 && stat.mtim == 42);
  CHECK_OK(__wasi_fd_filestat_set_times(fd, 7, 7, 0));
  CHECK_OK(__wasi_fd_filestat_set_times(fd, 7, 7, __WASI_FSTFLAGS_ATIM_NOW));
  CHECK_OK(__wasi_fd_filestat_get(fd, &stat));
  CHECK(stat.atim > 1600000000000000000 && stat.mtim == 42);
  CHECK_ERRNO(BADF, __wasi_fd_filestat_set_times(NOBODY, 0, 0, 0));
  CHECK_ERRNO(INVAL, __wasi_fd_filestat_set_times(fd, 0, 0, __WASI_FSTFLAGS_ATIM | __WASI_FSTFLAGS_ATIM_NOW));
  CHECK_ERRNO(INVAL, __wasi_fd_filestat_set_times(fd, 0, 0, __WASI_FSTFLAGS_MTIM | __WASI_FSTFLAGS_MTIM_NOW));
  CHECK_ERRNO(INVAL, __wasi_fd_filestat_set_times(fd, 0, 0, 1 << 4));
  CHECK_ERRNO(NOTCAPABLE, __wasi_fd_filestat_set_times(file_without(RIGHT(FD_FILESTAT_SET_TIMES)), 0, 0, 0));
  __wasi_fd_t frozen = open_with(FROZEN, "file", 0, FILE_RIGHTS & ~RIGHT(FD_WRITE));
  CHECK_ERRNO(ROFS, __wasi_fd_filestat_set_times(frozen, 0, 0, __WASI_FSTFLAGS_ATIM));
}

static void prestat(void) {
  __wasi_prestat_t stat;
  char name[9] = "????????";
  section("fd_prestat_get");
  CHECK_OK(__wasi_fd_prestat_get(OTHER, &stat));
  CHECK(stat.tag == __WASI_PREOPENTYPE_DIR && stat.u.dir.pr_name_len == 6);
  CHECK_ERRNO(BADF, __wasi_fd_prestat_get(NOBODY, &stat));
  CHECK_ERRNO(BADF, __wasi_fd_prestat_get(open_dir("dir"), &stat));

  section("fd_prestat_dir_name");
  CHECK_OK(__wasi_fd_prestat_dir_name(OTHER, (uint8_t *)name, 8));
  CHECK(memcmp(name, "/other??", 8) == 0);
  CHECK_ERRNO(BADF, __wasi_fd_prestat_dir_name(NOBODY, (uint8_t *)name, 8));
  CHECK_ERRNO(BADF, __wasi_fd_prestat_dir_name(STDIN, (uint8_t *)name, 8));
  CHECK_ERRNO(NAMETOOLONG, __wasi_fd_prestat_dir_name(OTHER, (uint8_t *)name, 5));
}

static void syncing(void) {
  section("fd_datasync and fd_sync");
  __wasi_fd_t fd = open_file("file");
  CHECK_OK(__wasi_fd_datasync(fd));
  CHECK_ERRNO(BADF, __wasi_fd_datasync(NOBODY));
  CHECK_ERRNO(NOTCAPABLE, __wasi_fd_datasync(file_without(RIGHT(FD_DATASYNC))));
  CHECK_OK(__wasi_fd_sync(fd));
  CHECK_ERRNO(BADF, __wasi_fd_sync(NOBODY));
  CHECK_ERRNO(NOTCAPABLE, __wasi_fd_sync(file_without(RIGHT(FD_SYNC))));
}

int main(void) {
  fdstat();
  filestat();
  prestat();
  syncing();
  return check_status();
}
