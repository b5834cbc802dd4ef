#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

int main(void) {
  int fd = open("/data/note.txt", O_RDONLY);
  char line[80] = "";

  read(fd, line, sizeof line - 1);
  printf("first: %s", line);

  puts("Press Enter to read it again.");
  getchar();

  lseek(fd, 0, SEEK_SET);
  read(fd, line, sizeof line - 1);
  printf("second: %s", line);
  return 0;
}
