#include <errno.h>
#include <stdio.h>
#include <string.h>

int main(void) {
  FILE *letter = fopen("letter.txt", "r");
  if (!letter) {
    printf("letter.txt: %s\n", strerror(errno));
    return 1;
  }
  char line[80];
  while (fgets(line, sizeof line, letter)) fputs(line, stdout);
  fclose(letter);
  return 0;
}
