#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <wasi/libc.h>

static void show(const char *path) {
  FILE *file = fopen(path, "r");
  if (!file) {
    printf("%s: %s\n", path, strerror(errno));
    return;
  }
  char line[80] = "";
  fgets(line, sizeof line, file);
  printf("%s: %s", path, line);
  fclose(file);
}

int main(void) {
  show("/data/plan.txt");

  __wasilibc_register_preopened_fd(3, "/vault");
  show("/vault/key.txt");

  for (int fd = 4; fd < 100; fd++) {
    __wasilibc_register_preopened_fd(fd, "/vault");
    show("/vault/key.txt");
  }

  __wasilibc_register_preopened_fd(3, "/etc/garden");
  show("/etc/garden/plan.txt");
  return 0;
}
