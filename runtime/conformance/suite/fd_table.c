// fd_close and fd_renumber: who holds what under which number.
#include "check.h"

int main(void) {
  section("fd_close");
  __wasi_fd_t fd = open_file("file");
  CHECK_OK(__wasi_fd_close(fd));
  CHECK_ERRNO(BADF, __wasi_fd_close(fd));
  CHECK_ERRNO(BADF, __wasi_fd_close(NOBODY));
  CHECK_ERRNO(BADF, __wasi_fd_close(-1));
  CHECK(open_file("file") == fd);

  section("fd_renumber");
  char text[8];
  __wasi_iovec_t room = into(text, sizeof text);
  __wasi_size_t count;
  __wasi_fd_t other = open_file("dir/inner");
  CHECK_OK(__wasi_fd_renumber(other, fd));
  CHECK_ERRNO(BADF, __wasi_fd_close(other));
  CHECK_OK(__wasi_fd_read(fd, &room, 1, &count));
  CHECK(count == 5 && memcmp(text, "inner", 5) == 0);
  CHECK_OK(__wasi_fd_renumber(fd, fd));
  CHECK_ERRNO(BADF, __wasi_fd_renumber(NOBODY, fd));
  CHECK_ERRNO(BADF, __wasi_fd_renumber(fd, NOBODY));
  CHECK_OK(__wasi_fd_close(fd));

  section("an open file outlives its name");
  fd = create("short-lived");
  CHECK_OK(__wasi_path_unlink_file(DIR, "short-lived"));
  __wasi_ciovec_t words = out_of("still");
  CHECK_OK(__wasi_fd_write(fd, &words, 1, &count));
  CHECK_OK(__wasi_fd_pread(fd, &room, 1, 0, &count));
  CHECK(count == 5 && memcmp(text, "still", 5) == 0);
  CHECK_OK(__wasi_fd_close(fd));
  return check_status();
}
