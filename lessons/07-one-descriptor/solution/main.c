#include "theme.h"
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

int main(void) {
  int dir = open("/themes", O_RDONLY | O_DIRECTORY);
  char line[80];
  if (dir < 0 || load_theme(dir, "dark.txt", line, sizeof line) != 0) {
    puts("No theme");
    return 1;
  }
  printf("%s", line);
  close(dir);
  return 0;
}
