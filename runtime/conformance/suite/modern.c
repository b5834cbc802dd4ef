// What only shows on a host that keeps none of the rights but reading, writing and changing names.
#include "check.h"

int main(void) {
  char text[8];
  __wasi_iovec_t room = into(text, sizeof text);
  __wasi_ciovec_t words = out_of("words");
  __wasi_size_t count;
  __wasi_filesize_t offset;
  section("streams have no offset");
  CHECK_ERRNO(SPIPE, __wasi_fd_seek(STDIN, 0, __WASI_WHENCE_SET, &offset));
  CHECK_ERRNO(SPIPE, __wasi_fd_tell(STDIN, &offset));
  CHECK_ERRNO(SPIPE, __wasi_fd_pread(STDIN, &room, 1, 0, &count));
  CHECK_ERRNO(SPIPE, __wasi_fd_pwrite(STDERR, &words, 1, 0, &count));
  CHECK_ERRNO(SPIPE, __wasi_fd_advise(STDIN, 0, 0, 0));
  section("nor entries");
  CHECK_ERRNO(NOTDIR, __wasi_fd_readdir(open_file("file"), (uint8_t *)text, sizeof text, 0, &count));
  section("reading and writing still need their rights");
  CHECK_ERRNO(NOTCAPABLE, __wasi_fd_read(file_without(RIGHT(FD_READ)), &room, 1, &count));
  CHECK_ERRNO(NOTCAPABLE, __wasi_fd_write(file_without(RIGHT(FD_WRITE)), &words, 1, &count));
  section("so does whatever else changes a file");
  // What a file is opened for decides, and no single right that was asked for.
  CHECK_ERRNO(NOTCAPABLE, __wasi_fd_allocate(file_without(RIGHT(FD_WRITE)), 0, 1));
  CHECK_ERRNO(NOTCAPABLE, __wasi_fd_filestat_set_size(file_without(RIGHT(FD_WRITE)), 0));
  CHECK_OK(__wasi_fd_allocate(file_without(RIGHT(FD_ALLOCATE)), 0, 1));
  CHECK_OK(__wasi_fd_filestat_set_size(file_without(RIGHT(FD_FILESTAT_SET_SIZE)), 5));
  CHECK_OK(__wasi_fd_filestat_set_times(file_without(RIGHT(FD_FILESTAT_SET_TIMES)), 0, 0, 0));
  section("others are not asked for");
  CHECK_OK(__wasi_fd_seek(file_without(RIGHT(FD_SEEK)), 1, __WASI_WHENCE_SET, &offset));
  section("sockets");
  CHECK_ERRNO(NOTCONN, __wasi_sock_shutdown(SMALL + 1, __WASI_SDFLAGS_RD));
  return check_status();
}
