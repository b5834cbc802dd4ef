#include <stdarg.h>
#include <stdio.h>

static int total(int count, ...) {
  va_list list;
  int sum = 0;
  va_start(list, count);
  for (int i = 0; i < count; i++) {
    int next = va_arg(list, int);
    sum += next;
  }
  va_end(list);
  return sum;
}

static double mean(int count, ...) {
  va_list list;
  double sum = 0;
  va_start(list, count);
  while (count-- > 0)
    sum += va_arg(list, double);
  va_end(list);
  return sum;
}

int main(void) {
  int t = total(3, 1, 20, 300);
  double m = mean(2, 0.25, 4.0);
  printf("%d %f\n", t, m);
  return 0;
}
