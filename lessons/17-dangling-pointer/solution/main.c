#include <stdio.h>

static int *largest(int *values) {
  int *found = &values[0];
  for (int i = 1; i < 4; i++)
    if (values[i] > *found)
      found = &values[i];
  return found;
}

static int add(int a, int b) {
  int sum = a + b;
  return sum;
}

int main(void) {
  int values[4] = {4, 19, 7, 2};
  int *p = largest(values);
  int n = add(1, 2);
  printf("%d %d\n", *p, n);
  return 0;
}
