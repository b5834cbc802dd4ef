#include <stdio.h>
#include "stack.h"

static int steps;

int main(void) {
  push(4);
  push(9);
  steps = size();
  int top = pop();
  printf("%d %d\n", top, steps);
  return 0;
}
