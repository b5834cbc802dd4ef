#include "theme.h"
#include <fcntl.h>
#include <stdio.h>

int load_theme(int dir, const char *name, char *line, int size) {
  int fd = openat(dir, name, O_RDONLY);
  if (fd < 0) return -1;
  FILE *file = fdopen(fd, "r");
  if (!file) return -1;
  char *got = fgets(line, size, file);
  fclose(file);
  return got ? 0 : -1;
}
