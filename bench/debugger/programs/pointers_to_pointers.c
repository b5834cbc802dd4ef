static void swap(int **a, int **b) {
  int *kept = *a;
  *a = *b;
  *b = kept;
}
int main(void) {
  int one = 1, two = 2;
  int *first = &one, *second = &two;
  int **which = &first;
  swap(&first, &second);
  **which = 7;
  int ***deep = &(int **){which};
  ***deep += one;
  return one * 10 + two;
}
