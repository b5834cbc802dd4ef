#include "theme.h"
#include <stdio.h>

int load_theme(const char *path, char *line, int size) {
  FILE *file = fopen(path, "r");
  if (!file) return -1;
  char *got = fgets(line, size, file);
  fclose(file);
  return got ? 0 : -1;
}
