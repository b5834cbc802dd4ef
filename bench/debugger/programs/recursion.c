#include <stdio.h>

static int depth;

static int factorial(int n) {
  depth++;
  if (n <= 1)
    return 1;
  int rest = factorial(n - 1);
  return n * rest;
}

static int fibonacci(int n) {
  if (n < 2) return n;
  return fibonacci(n - 1) + fibonacci(n - 2);
}

static int is_odd(int n);
static int is_even(int n) {
  return n == 0 ? 1 : is_odd(n - 1);
}
static int is_odd(int n) {
  return n == 0 ? 0 : is_even(n - 1);
}

static void hanoi(int n, char from, char to, char by) {
  if (n == 0)
    return;
  hanoi(n - 1, from, by, to);
  printf("%c to %c\n", from, to);
  hanoi(n - 1, by, to, from);
}

int main(void) {
  int f = factorial(4);
  int g = fibonacci(5);
  int e = is_even(3);
  hanoi(2, 'a', 'c', 'b');
  printf("%d %d %d\n", f, g, e);
  return 0;
}
