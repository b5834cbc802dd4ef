// Two components: the library can use what it is handed, and nothing else of what this program holds.
#include "report.h"
#include <stdio.h>
#include <stdlib.h>

// Settings, Arguments: how far from its own stream the library guesses. Try 1, then the other header in report.h.
int main(int argc, char *argv[]) {
  int guess = argc > 1 ? atoi(argv[1]) : 0;
  FILE *diary = fopen("diary.txt", "w");
  if (!diary) return perror("diary.txt"), 1;

  puts("main: my diary is open, and I hand the library my output");
  fflush(stdout);
  int result = library_run(preopen_stdout(), guess);
  printf("main: the library returned %d\n", result);
  fclose(diary);
}
