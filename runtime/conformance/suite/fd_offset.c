// fd_seek and fd_tell.
#include "check.h"

int main(void) {
  __wasi_fd_t fd = open_file("file");
  __wasi_filesize_t offset = 99;

  section("fd_seek");
  CHECK_OK(__wasi_fd_seek(fd, 2, __WASI_WHENCE_SET, &offset));
  CHECK(offset == 2);
  CHECK_OK(__wasi_fd_seek(fd, 2, __WASI_WHENCE_CUR, &offset));
  CHECK(offset == 4);
  CHECK_OK(__wasi_fd_seek(fd, -5, __WASI_WHENCE_END, &offset));
  CHECK(offset == 0);
  CHECK_OK(__wasi_fd_seek(fd, 1000, __WASI_WHENCE_END, &offset));
  CHECK(offset == 1005);
  CHECK_ERRNO(INVAL, __wasi_fd_seek(fd, -1006, __WASI_WHENCE_CUR, &offset));
  CHECK_ERRNO(INVAL, __wasi_fd_seek(fd, INT64_MIN, __WASI_WHENCE_SET, &offset));
  CHECK_ERRNO(INVAL, __wasi_fd_seek(fd, 0, 3, &offset));
  CHECK_ERRNO(INVAL, __wasi_fd_seek(fd, INT64_MAX, __WASI_WHENCE_CUR, &offset));
  CHECK(offset == 1005);
  CHECK_ERRNO(BADF, __wasi_fd_seek(NOBODY, 0, __WASI_WHENCE_SET, &offset));
  CHECK_ERRNO(BADF, __wasi_fd_seek(DIR, 0, __WASI_WHENCE_SET, &offset));
  CHECK_ERRNO(NOTCAPABLE, __wasi_fd_seek(file_without(RIGHT(FD_SEEK)), 1, __WASI_WHENCE_CUR, &offset));
  CHECK_ERRNO(NOTCAPABLE, __wasi_fd_seek(file_without(RIGHT(FD_SEEK) | RIGHT(FD_TELL)), 0, __WASI_WHENCE_CUR, &offset));
  CHECK_ERRNO(SPIPE, __wasi_fd_seek(STDIN, 0, __WASI_WHENCE_CUR, &offset));

  section("fd_seek that only asks needs fd_tell");
  CHECK_OK(__wasi_fd_seek(file_without(RIGHT(FD_SEEK)), 0, __WASI_WHENCE_CUR, &offset));
  CHECK(offset == 0);

  section("fd_tell");
  CHECK_OK(__wasi_fd_tell(fd, &offset));
  CHECK(offset == 1005);
  CHECK_OK(__wasi_fd_tell(file_without(RIGHT(FD_TELL)), &offset));
  CHECK_ERRNO(BADF, __wasi_fd_tell(NOBODY, &offset));
  CHECK_ERRNO(BADF, __wasi_fd_tell(DIR, &offset));
  CHECK_ERRNO(NOTCAPABLE, __wasi_fd_tell(file_without(RIGHT(FD_SEEK) | RIGHT(FD_TELL)), &offset));
  CHECK_ERRNO(SPIPE, __wasi_fd_tell(STDIN, &offset));
  return check_status();
}
