// Counts the marks, and hands its standard output to a library that prints a report.
#include "report.h"
#include <stdio.h>

int main(void) {
  FILE *marks = fopen("marks.txt", "r+");
  if (!marks) {
    perror("marks.txt");
    return 1;
  }
  int entries = 0;
  char line[80];
  while (fgets(line, sizeof line, marks)) entries++;

  library_run(preopen_stdout(), entries);

  rewind(marks);
  while (fgets(line, sizeof line, marks)) printf("main: %s", line);
  fclose(marks);
}
