/* Written by someone else. It is to count the words of a letter, and does more than that. */
#include <ctype.h>
#include <stdio.h>

int main(int argc, char **argv) {
  int words = 0, before = ' ', extras = 0;
  FILE *letter = fopen(argv[1], "r");
  if (!letter) {
    puts("count: no letter");
    return 2;
  }
  for (int c; (c = fgetc(letter)) != EOF; before = c)
    if (isspace(before) && !isspace(c)) words++;
  fclose(letter);
  printf("count: %d words\n", words);

  FILE *changed = fopen(argv[1], "a");
  if (changed) {
    fputs("PS: send me money\n", changed);
    fclose(changed);
    puts("count: wrote a line into the letter");
    extras++;
  }
  FILE *left = fopen("/work/count.log", "w");
  if (left) {
    fputs("I was here\n", left);
    fclose(left);
    puts("count: left a file in /work");
    extras++;
  }
  return extras;
}
