#include <stdio.h>

static int shared = 10;
extern int later;

static int next(void) {
  static int count = 100;
  static const char *label = "n";
  count++;
  if (count > 101) {
    static int inner;
    inner += count;
    shared = inner;
  }
  return count + (label[0] == 'n');
}

static int shadow(int x) {
  int y = x;
  {
    int x = y + 1;
    {
      int x = y + 2;
      y += x;
    }
    y += x;
  }
  return y;
}

int later = 5;

int main(void) {
  int a = next();
  int b = next();
  int c = shadow(a);
  later = a + b;
  for (int i = 0, j = 3; i < j; i++, j--) {
    int k = i * j;
    shared += k;
  }
  printf("%d %d %d %d\n", a, b, c, shared);
  return 0;
}
