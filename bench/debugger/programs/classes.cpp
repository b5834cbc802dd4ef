#include <cstdio>

namespace geometry {
int made = 0;

class Shape {
public:
  explicit Shape(int id) : id(id) { made++; }
  virtual ~Shape() {}
  virtual double area() const = 0;
  int number() const { return id; }

protected:
  int id;
};

class Square : public Shape {
public:
  Square(int id, double side) : Shape(id), side(side) {}
  double area() const override {
    return side * side;
  }

private:
  double side;
};
} // namespace geometry

template <typename T> T larger(T a, T b) {
  if (a > b)
    return a;
  return b;
}

static void add(int &to, int what) {
  to += what;
}

int main() {
  geometry::Square square(7, 1.5);
  const geometry::Shape &shape = square;
  double area = shape.area();
  int n = shape.number();
  add(n, 3);
  int l = larger(n, 4);
  double d = larger(0.5, area);
  auto twice = [l](int x) {
    return x * l;
  };
  int t = twice(2);
  std::printf("%f %d %d %f %d\n", area, n, l, d, t);
  return 0;
}
