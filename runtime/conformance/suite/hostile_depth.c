// Recursion without an end, with a call of the system at every level.
#include "check.h"

static int __attribute__((noinline)) descend(volatile int *above) {
  volatile int here[16] = {*above + 1};
  __wasi_timestamp_t time;
  if (__wasi_clock_time_get(0, 0, &time)) return 0;
  return descend(here) + here[0];
}

int main(void) {
  int zero = 0;
  return descend(&zero) & 1;
}
