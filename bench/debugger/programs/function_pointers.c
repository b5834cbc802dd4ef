typedef int (*operation)(int, int);
static int add(int a, int b) { return a + b; }
static int mul(int a, int b) { return a * b; }
static int apply(operation what, int a, int b) {
  int result = what(a, b);
  return result;
}
struct row { const char *name; operation what; };
static const struct row table[] = {{"add", add}, {"mul", mul}};
int main(void) {
  int sum = apply(add, 2, 3);
  int product = apply(table[1].what, sum, 4);
  operation chosen = product > 10 ? add : mul;
  int last = chosen(product, 1);
  return last;
}
