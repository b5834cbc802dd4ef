// Recursion without an end that leaves the C stack alone: the engine's own stack runs out, perhaps inside a call.
#include "check.h"

static __wasi_timestamp_t time;
static int descend(int depth);
// So that the compiler does not make a loop of it.
static int (*volatile again)(int) = descend;

static int descend(int depth) {
  if (__wasi_clock_time_get(0, 0, &time)) return 0;
  return again(depth + 1) / 3 - depth;
}

int main(void) { return descend(0) & 1; }
