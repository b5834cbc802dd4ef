#include "theme.h"
#include <stdio.h>

int main(void) {
  char line[80];
  if (load_theme("/themes/dark.txt", line, sizeof line) != 0) {
    puts("No theme");
    return 1;
  }
  printf("%s", line);
  return 0;
}
