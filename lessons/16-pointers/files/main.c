#include <stdio.h>

int main(void) {
  int first = 10;
  int second = 20;
  int list[3] = {1, 2, 3};

  int *p = &first;
  *p = 11;

  p = &first;
  *p = 21;

  p = list;
  *p = 5;

  printf("%d %d: %d %d %d\n", first, second, list[0], list[1], list[2]);
  return 0;
}
