#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <wasi/api.h>

/* It should only look. */
static void careless(int fd) {
  if (write(fd, "oops\n", 5) < 0) printf("careless: %s\n", strerror(errno));
  else puts("careless: wrote to the log");
}

int main(void) {
  int fd = open("/data/log.txt", O_RDWR | O_APPEND);
  if (fd < 0) {
    printf("open: %s\n", strerror(errno));
    return 1;
  }
  write(fd, "started\n", 8);

  careless(fd);

  close(fd);
  return 0;
}
