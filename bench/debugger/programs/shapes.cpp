struct shape {
  int side = 2;
  virtual int area() const { return 0; }
};
struct square : shape {
  int area() const override { return side * side; }
};
static int measure(const shape &one) {
  int area = one.area();
  return area;
}
int main() {
  square one;
  one.side = 3;
  shape plain;
  int sum = measure(one);
  sum += measure(plain);
  return sum;
}
