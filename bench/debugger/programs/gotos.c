static int find(const int *list, int count, int wanted) {
  int at = 0;
again:
  if (at == count)
    goto missing;
  if (list[at] == wanted)
    goto found;
  at++;
  goto again;
missing:
  at = -1;
found:
  return at;
}
int main(void) {
  int list[3] = {4, 5, 6};
  int there = find(list, 3, 5);
  int not_there = find(list, 3, 9);
  return there - not_there;
}
