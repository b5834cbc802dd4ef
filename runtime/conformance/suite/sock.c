// Sockets. Each byte read from standard input makes the next of the case's peers act.
#include "check.h"

enum { LISTENING = SMALL + 1, PEEK = __WASI_RIFLAGS_RECV_PEEK, WAITALL = __WASI_RIFLAGS_RECV_WAITALL };

static void peer_acts(void) {
  char byte;
  __wasi_iovec_t room = into(&byte, 1);
  __wasi_size_t count;
  CHECK_OK(__wasi_fd_read(STDIN, &room, 1, &count));
  CHECK(count == 1);
}

int main(void) {
  char text[16];
  static uint8_t large[100000];
  __wasi_iovec_t room = into(text, sizeof text), two = into(text, 2);
  __wasi_ciovec_t words = out_of("words"), much = {large, sizeof large};
  __wasi_size_t count;
  __wasi_roflags_t flags = 99;
  __wasi_fd_t fd, quiet;

  section("sock_accept");
  CHECK_OK(__wasi_fd_fdstat_set_flags(LISTENING, __WASI_FDFLAGS_NONBLOCK));
  CHECK_ERRNO(AGAIN, __wasi_sock_accept(LISTENING, 0, &fd));
  peer_acts();
  CHECK_OK(__wasi_sock_accept(LISTENING, 0, &fd));
  peer_acts();
  CHECK_OK(__wasi_sock_accept(LISTENING, __WASI_FDFLAGS_NONBLOCK, &quiet));
  CHECK_ERRNO(BADF, __wasi_sock_accept(NOBODY, 0, &fd));
  CHECK_ERRNO(INVAL, __wasi_sock_accept(LISTENING, 1 << 5, &fd));
  CHECK_ERRNO(NOTSOCK, __wasi_sock_accept(STDIN, 0, &fd));
  CHECK_ERRNO(NOTCAPABLE, __wasi_sock_accept(fd, 0, &fd));

  section("sock_recv");
  CHECK_OK(__wasi_sock_recv(fd, &two, 1, PEEK, &count, &flags));
  CHECK(count == 2 && flags == 0 && memcmp(text, "he", 2) == 0);
  CHECK_OK(__wasi_sock_recv(fd, &two, 1, WAITALL, &count, &flags));
  CHECK_OK(__wasi_sock_recv(fd, &room, 1, 0, &count, &flags));
  CHECK(count == 3 && memcmp(text, "llo", 3) == 0);
  CHECK_ERRNO(AGAIN, __wasi_sock_recv(quiet, &room, 1, 0, &count, &flags));
  CHECK_ERRNO(AGAIN, __wasi_fd_read(quiet, &room, 1, &count));
  CHECK_ERRNO(BADF, __wasi_sock_recv(NOBODY, &room, 1, 0, &count, &flags));
  CHECK_ERRNO(INVAL, __wasi_sock_recv(fd, &room, 1, 1 << 2, &count, &flags));
  CHECK_ERRNO(NOTSOCK, __wasi_sock_recv(STDIN, &room, 1, 0, &count, &flags));
  CHECK_ERRNO(NOTCAPABLE, __wasi_sock_recv(LISTENING, &room, 1, 0, &count, &flags));

  section("sock_send");
  CHECK_OK(__wasi_sock_send(fd, &words, 1, 0, &count));
  CHECK(count == 5);
  CHECK_OK(__wasi_sock_send(quiet, &much, 1, 0, &count));
  CHECK(count > 0 && count < sizeof large);
  CHECK_ERRNO(AGAIN, __wasi_sock_send(quiet, &words, 1, 0, &count));
  CHECK_ERRNO(AGAIN, __wasi_fd_write(quiet, &words, 1, &count));
  CHECK_ERRNO(BADF, __wasi_sock_send(NOBODY, &words, 1, 0, &count));
  CHECK_ERRNO(INVAL, __wasi_sock_send(fd, &words, 1, 1, &count));
  CHECK_ERRNO(NOTSOCK, __wasi_sock_send(STDOUT, &words, 1, 0, &count));
  CHECK_ERRNO(NOTCAPABLE, __wasi_sock_send(LISTENING, &words, 1, 0, &count));
  peer_acts();
  CHECK_ERRNO(PIPE, __wasi_sock_send(quiet, &words, 1, 0, &count));
  CHECK_ERRNO(PIPE, __wasi_fd_write(quiet, &words, 1, &count));
  CHECK_OK(__wasi_sock_recv(quiet, &room, 1, 0, &count, &flags));
  CHECK(count == 0);

  section("sock_shutdown");
  CHECK_ERRNO(BADF, __wasi_sock_shutdown(NOBODY, __WASI_SDFLAGS_RD));
  CHECK_ERRNO(INVAL, __wasi_sock_shutdown(fd, 0));
  CHECK_ERRNO(INVAL, __wasi_sock_shutdown(fd, 1 << 2));
  CHECK_ERRNO(NOTSOCK, __wasi_sock_shutdown(STDIN, __WASI_SDFLAGS_RD));
  CHECK_ERRNO(NOTCAPABLE, __wasi_sock_shutdown(LISTENING, __WASI_SDFLAGS_RD));
  CHECK_OK(__wasi_sock_shutdown(fd, __WASI_SDFLAGS_WR));
  CHECK_ERRNO(PIPE, __wasi_sock_send(fd, &words, 1, 0, &count));
  CHECK_OK(__wasi_sock_shutdown(fd, __WASI_SDFLAGS_RD));
  CHECK_OK(__wasi_sock_recv(fd, &room, 1, 0, &count, &flags));
  CHECK(count == 0);

  section("descriptors run out");
  __wasi_fd_t last = fd;
  while (__wasi_path_open(DIR, 0, "file", 0, 0, 0, 0, &last) == 0) continue;
  peer_acts();
  CHECK_ERRNO(MFILE, __wasi_sock_accept(LISTENING, 0, &fd));
  return check_status();
}
