struct visitor { int sum; int seen; };
static void each(const int *list, int count, void (*visit)(void *, int), void *with) {
  for (int i = 0; i < count; i++)
    visit(with, list[i]);
}
static void add(void *with, int value) {
  struct visitor *visitor = with;
  visitor->sum += value;
  visitor->seen++;
}
int main(void) {
  const int list[] = {1, 2, 3};
  struct visitor visitor = {0, 0};
  each(list, 3, add, &visitor);
  return visitor.sum;
}
