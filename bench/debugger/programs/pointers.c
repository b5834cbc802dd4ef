#include <stdio.h>

static int apply(int (*fn)(int), int x) {
  int result = fn(x);
  return result;
}
static int twice(int x) { return 2 * x; }
static int square(int x) {
  return x * x;
}

static void swap(int *a, int *b) {
  int t = *a;
  *a = *b;
  *b = t;
}

typedef int (*operation)(int);

int main(void) {
  int x = 3, y = 4;
  int *p = &x;
  int **pp = &p;
  int ***ppp = &pp;
  int ****pppp = &ppp;
  double d = 0.5;
  double *pd = &d;
  void *v = p;
  const char *text = "hi";
  operation table[2] = {twice, square};
  swap(p, &y);
  **pp = 10;
  *pp = &y;
  for (int i = 0; i < 2; i++)
    x += apply(table[i], y);
  int values[3] = {1, 2, 3};
  int(*row)[3] = &values;
  (*row)[1] = 20;
  int *end = values + 2;
  while (end > values)
    *--end += 1;
  printf("%d %d %d %g %s %p\n", x, y, ****pppp, *pd, text, v ? "" : "");
  return 0;
}
