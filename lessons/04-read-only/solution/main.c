#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Writes to a file that was opened for reading. */
static void odd_write(void) {
  int fd = open("/data/poem.txt", O_RDONLY);
  if (write(fd, "!", 1) < 0) printf("write: %s\n", strerror(errno));
  close(fd);
}

int main(void) {
  odd_write();

  FILE *from = fopen("/data/poem.txt", "r");
  FILE *to = fopen("/tmp/loud.txt", "w");
  if (!from || !to) {
    printf("fopen: %s\n", strerror(errno));
    return 1;
  }
  int c;
  while ((c = fgetc(from)) != EOF) fputc(toupper(c), to);
  fclose(from);
  fclose(to);
  puts("copied");
  return 0;
}
