#include "stack.h"

static int items[8];
static int used;

void push(int value) {
  if (used < limit())
    items[used++] = value;
}

int pop(void) {
  return items[--used];
}

int size(void) {
  return used;
}
