// Objects, constructors, virtual functions, owners, and streams.
#include <chrono>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <iomanip>
#include <iostream>
#include <memory>
#include <random>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

struct Shape {
  virtual ~Shape() = default;
  virtual double area() const = 0;
};
struct Circle : Shape {
  double r;
  int unused;
  explicit Circle(double r) : r(r) {}
  double area() const override { return 3 * r * r; }
};
struct Base {
  char tag;
  int later;
  Base() : tag('b') {}
};
struct Left : virtual Base { short l = 1; };
struct Right : virtual Base { short r = 2; };
struct Both : Left, Right {
  int set() { later = 5; return later + l + r; }
};
class Matrix {
  double values[4][4];
  int rows;

public:
  explicit Matrix(int rows) : rows(rows) {
    for (int i = 0; i < rows; i++)
      for (int j = 0; j < rows; j++) values[i][j] = i == j;
  }
  Matrix operator*(const Matrix &other) const {
    Matrix result(rows);
    for (int i = 0; i < rows; i++)
      for (int j = 0; j < rows; j++) {
        result.values[i][j] = 0;
        for (int k = 0; k < rows; k++) result.values[i][j] += values[i][k] * other.values[k][j];
      }
    return result;
  }
  double trace() const {
    double sum = 0;
    for (int i = 0; i < rows; i++) sum += values[i][i];
    return sum;
  }
};
struct Node {
  int value;
  std::unique_ptr<Node> next;
};
std::ostream &operator<<(std::ostream &out, const Circle &circle) { return out << "r=" << circle.r; }
static std::string made;
static int counted = [] { made = "static text that is longer than a short one"; return 3; }();

int main() {
  std::vector<std::unique_ptr<Shape>> all;
  for (int i = 1; i < 4; i++) all.push_back(std::make_unique<Circle>(i));
  auto shared = std::make_shared<std::string>(100, 'x');
  std::weak_ptr<std::string> weak = shared;
  double sum = 0;
  for (auto &shape : all) sum += shape->area();
  if (sum != 42 || shared.use_count() != 1 || weak.expired()) return 1;
  Both both;
  Base sliced = both;
  if (both.set() != 8 || sliced.tag != 'b' || counted != 3 || made.size() < 30) return 2;
  Matrix m(3);
  Matrix product = m * m;
  if (product.trace() != 3) return 3;
  std::unique_ptr<Node> head;
  for (int i = 0; i < 5; i++) head = std::unique_ptr<Node>(new Node{i, std::move(head)});
  int total = 0;
  for (Node *at = head.get(); at; at = at->next.get()) total += at->value;
  int *numbers = new int[10];
  std::unique_ptr<int[]> zeros(new int[10]());
  for (int i = 0; i < 5; i++) numbers[i] = i;
  total += numbers[4] + zeros[9];
  delete[] numbers;
  if (total != 14) return 4;

  std::istringstream in("3 4.5 word yes\nline of text\n");
  int a;
  double b;
  std::string c, d, line;
  in >> a >> b >> c >> d;
  std::getline(in, line);
  std::getline(in, line);
  if (a != 3 || b != 4.5 || c != "word" || line != "line of text") return 5;
  int failed;
  std::istringstream no("x");
  if (no >> failed) return 6;
  std::ostringstream out;
  out << std::hex << 255 << " " << std::dec << std::setw(5) << std::setfill('.') << 42 << std::fixed << std::setprecision(2) << 1.255f << true
      << 'c' << "text" << std::string_view("view") << *static_cast<Circle *>(all[0].get()) << 12345678901LL << -3 << 4u;
  if (out.str().substr(0, 8) != "ff ...42") return 7;
  std::ofstream("/tmp/file.txt") << "one two\n" << 3 << "\n";
  std::ifstream file("/tmp/file.txt");
  std::string first, second;
  int third = 0;
  file >> first >> second >> third;
  if (first != "one" || second != "two" || third != 3) return 8;
  std::mt19937 engine(42);
  std::uniform_int_distribution<int> dice(1, 6);
  int rolls = 0;
  for (int i = 0; i < 20; i++) rolls += dice(engine);
  if (rolls < 20) return 9;
  auto start = std::chrono::steady_clock::now();
  if (std::chrono::steady_clock::now() < start) return 10;
  while (std::getline(std::cin, line))
    if (!line.empty()) rolls += static_cast<int>(line.size());
  std::cout << sum << " " << *shared << " " << rolls << " " << product.trace() << std::endl;
  std::puts("done");
}
