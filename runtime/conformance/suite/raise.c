// proc_raise with a signal whose default action is to end the process.
#include "check.h"

RAW(proc_raise)(int signal);

int main(void) {
  const int SIGTERM = 15;
  printf("before\n");
  fflush(stdout);
  CHECK_OK(raw_proc_raise(SIGTERM));
  printf("after\n");
  return 1;
}
