#include <stdarg.h>
static int largest(int count, ...) {
  va_list rest;
  va_start(rest, count);
  int most = va_arg(rest, int);
  while (--count > 0) {
    int next = va_arg(rest, int);
    most = next > most ? next : most;
  }
  va_end(rest);
  return most;
}
int main(void) {
  int a = largest(3, 4, 9, 2);
  int b = largest(1, a);
  return b;
}
