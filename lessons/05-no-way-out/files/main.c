#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static void try_open(const char *path) {
  FILE *file = fopen(path, "r");
  char line[80] = "";
  if (!file) {
    printf("%s: %s\n", path, strerror(errno));
    return;
  }
  if (fgets(line, sizeof line, file)) printf("%s: %s", path, line);
  fclose(file);
}

static void by_link(void) {
  /* Yours. */
}

int main(void) {
  try_open("/box/../secret.txt");
  try_open("/box/inner/../note.txt");
  by_link();
  return 0;
}
