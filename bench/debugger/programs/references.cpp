struct counter {
  int value;
  counter &add(int by) {
    value += by;
    return *this;
  }
};
static void twice(int &number) {
  number *= 2;
}
int main() {
  counter one{3};
  one.add(4).add(5);
  int number = one.value;
  twice(number);
  const int &same = number;
  return same;
}
