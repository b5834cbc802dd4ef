// proc_exit does not return, and its status is taken whole.
#include "check.h"

int main(void) {
  printf("covers proc_exit SUCCESS\n");
  fflush(stdout);
  __wasi_proc_exit(4000000007u);
  return 1;
}
