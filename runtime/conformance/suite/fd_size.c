// fd_advise, fd_allocate, fd_filestat_set_size: how large a file is, and what is said about it.
#include "check.h"

static __wasi_filesize_t size_of(__wasi_fd_t fd) {
  __wasi_filestat_t stat = {0};
  CHECK_OK(__wasi_fd_filestat_get(fd, &stat));
  return stat.size;
}

int main(void) {
  __wasi_fd_t fd = create("sized");
  __wasi_fd_t dir = open_dir("dir");
  __wasi_fd_t small = open_with(SMALL, "sized", __WASI_OFLAGS_CREAT, FILE_RIGHTS);
  __wasi_fd_t frozen = open_with(FROZEN, "file", 0, FILE_RIGHTS & ~RIGHT(FD_WRITE));

  section("fd_advise");
  for (int advice = 0; advice <= 5; advice++) CHECK_OK(__wasi_fd_advise(fd, 0, 10, advice));
  CHECK_ERRNO(INVAL, __wasi_fd_advise(fd, 0, 10, 6));
  CHECK_OK(__wasi_fd_advise(fd, UINT64_MAX, 2, 0));
  CHECK_ERRNO(INVAL, __wasi_fd_advise(fd, 0, UINT64_MAX, 0));
  CHECK_ERRNO(BADF, __wasi_fd_advise(NOBODY, 0, 10, 0));
  CHECK_ERRNO(BADF, __wasi_fd_advise(dir, 0, 10, 0));
  CHECK_ERRNO(NOTCAPABLE, __wasi_fd_advise(file_without(RIGHT(FD_ADVISE)), 0, 10, 0));

  section("fd_allocate");
  CHECK_OK(__wasi_fd_allocate(fd, 10, 90));
  CHECK(size_of(fd) == 100);
  CHECK_OK(__wasi_fd_allocate(fd, 0, 10));
  CHECK(size_of(fd) == 100);
  CHECK_ERRNO(INVAL, __wasi_fd_allocate(fd, 10, 0));
  CHECK_ERRNO(FBIG, __wasi_fd_allocate(fd, 1ull << 31, 1));
  CHECK_ERRNO(FBIG, __wasi_fd_allocate(fd, INT64_MAX, INT64_MAX));
  CHECK_ERRNO(INVAL, __wasi_fd_allocate(fd, UINT64_MAX, 1));
  CHECK_ERRNO(NOSPC, __wasi_fd_allocate(small, 0, 5000));
  CHECK_ERRNO(BADF, __wasi_fd_allocate(NOBODY, 0, 10));
  CHECK_ERRNO(NOTCAPABLE, __wasi_fd_allocate(file_without(RIGHT(FD_ALLOCATE)), 0, 10));
  CHECK_ERRNO(ROFS, __wasi_fd_allocate(frozen, 0, 1000));

  section("fd_filestat_set_size");
  CHECK_OK(__wasi_fd_filestat_set_size(fd, 7));
  CHECK(size_of(fd) == 7);
  CHECK_OK(__wasi_fd_filestat_set_size(fd, 70));
  CHECK(size_of(fd) == 70);
  CHECK_ERRNO(BADF, __wasi_fd_filestat_set_size(NOBODY, 7));
  CHECK_ERRNO(FBIG, __wasi_fd_filestat_set_size(fd, (1ull << 31) + 1));
  CHECK_ERRNO(FBIG, __wasi_fd_filestat_set_size(fd, INT64_MAX));
  CHECK_ERRNO(INVAL, __wasi_fd_filestat_set_size(fd, 1ull << 63));
  CHECK_ERRNO(ISDIR, __wasi_fd_filestat_set_size(DIR, 7));
  CHECK_ERRNO(NOSPC, __wasi_fd_filestat_set_size(small, 5000));
  CHECK_ERRNO(NOTCAPABLE, __wasi_fd_filestat_set_size(file_without(RIGHT(FD_FILESTAT_SET_SIZE)), 7));
  CHECK_ERRNO(ROFS, __wasi_fd_filestat_set_size(frozen, 7));
  CHECK(size_of(fd) == 70);
  return check_status();
}
