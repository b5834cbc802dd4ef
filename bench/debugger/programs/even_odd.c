static int odd(unsigned n);
static int even(unsigned n) {
  if (n == 0)
    return 1;
  return odd(n - 1);
}
static int odd(unsigned n) {
  if (n == 0)
    return 0;
  return even(n - 1);
}
int main(void) {
  int four = even(4);
  int five = even(5);
  return four * 10 + five;
}
