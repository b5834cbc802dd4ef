#include <setjmp.h>
#include <stdio.h>

static jmp_buf env;
static int tries;

static void dive(int n) {
  if (n == 0)
    longjmp(env, 3);
  dive(n - 1);
}

int main(void) {
  int code = setjmp(env);
  if (code == 0) {
    tries++;
    dive(2);
  }
  tries += code;
  switch (code) {
  case 1:
    puts("one");
    break;
  case 3:
    puts("three");
    /* fall through */
  default:
    tries++;
  }
again:
  tries++;
  if (tries < 7)
    goto again;
  do {
    tries--;
    if (tries == 5) continue;
  } while (tries > 4);
  printf("%d\n", tries);
  return 0;
}
