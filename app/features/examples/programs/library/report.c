// A library that writes a report to the stream that it is handed. You did not write it.
#include "report.h"
#include <stdio.h>

PREOPEN_LIBRARY(to, guess) {
  char line[80];
  snprintf(line, sizeof line, "report: I was handed stream %d\n", to);
  preopen_put(to, line);
  if (guess == 0) return 0;

  // Somebody else's stream has a number as well, and a number can be guessed.
  return preopen_put(to + guess, "report: and I have written here too\n");
}
