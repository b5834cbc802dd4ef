template <typename T> static T larger(T a, T b) {
  return a > b ? a : b;
}
template <typename T, int N> struct ring {
  T items[N] = {};
  int next = 0;
  void put(T item) {
    items[next] = item;
    next = (next + 1) % N;
  }
};
int main() {
  int most = larger(3, 7);
  double wide = larger(1.5, 0.5);
  ring<int, 2> ring;
  ring.put(most);
  ring.put(8);
  ring.put(9);
  return ring.items[0] + (int)wide;
}
