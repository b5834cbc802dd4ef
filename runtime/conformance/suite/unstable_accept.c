// wasi_unstable had no sock_accept: a program that asks for it there does not start.
#include <wasi/api.h>

__attribute__((import_module("wasi_unstable"), import_name("sock_accept"))) extern int unstable_sock_accept(int fd, int flags, int *out);

int main(void) {
  int fd;
  return unstable_sock_accept(0, 0, &fd);
}
