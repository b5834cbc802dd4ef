#include <stdio.h>
#include <stdlib.h>

struct item {
  int key;
  char tag;
};

static int calls;

static int by_key(const void *a, const void *b) {
  const struct item *x = a, *y = b;
  calls++;
  return (x->key > y->key) - (x->key < y->key);
}

static void bubble(int *list, int n) {
  for (int i = 0; i < n; i++)
    for (int j = 0; j + 1 < n - i; j++)
      if (list[j] > list[j + 1]) {
        int t = list[j];
        list[j] = list[j + 1];
        list[j + 1] = t;
      }
}

int main(void) {
  struct item items[4] = {{3, 'c'}, {1, 'a'}, {4, 'd'}, {2, 'b'}};
  int list[5] = {5, 1, 4, 2, 3};
  bubble(list, 5);
  qsort(items, 4, sizeof *items, by_key);
  printf("%d %c %d\n", list[0], items[0].tag, calls > 0);
  return 0;
}
