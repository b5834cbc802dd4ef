// Containers, texts and algorithms of the library, over types that are set in part.
#include <algorithm>
#include <array>
#include <bitset>
#include <cstdio>
#include <deque>
#include <functional>
#include <list>
#include <map>
#include <numeric>
#include <optional>
#include <queue>
#include <set>
#include <stack>
#include <string>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

struct Partly {
  char c;
  double d;
  int unused;
  Partly(double d) : c('x'), d(d) {}
};

int main() {
  std::vector<Partly> all;
  for (int i = 0; i < 40; i++) all.emplace_back((i * 7) % 40);
  std::sort(all.begin(), all.end(), [](const Partly &a, const Partly &b) { return a.d < b.d; });
  all.erase(all.begin() + 3);
  all.insert(all.begin(), Partly(5));
  if (all[4].d != 4 || all.size() != 40) return 1;

  std::map<std::string, std::vector<int>> groups;
  for (int i = 0; i < 30; i++) groups["key" + std::to_string(i % 7)].push_back(i * i);
  for (auto &[key, values] : groups) std::sort(values.rbegin(), values.rend());
  if (groups.at("key2")[0] != 23 * 23 || groups.count("none") != 0) return 2;
  std::unordered_map<std::string, int> counts;
  for (const char *word : {"a", "bb", "a", "a longer text than fits inside"}) counts[word]++;
  if (counts["a"] != 2 || counts.find("c") != counts.end()) return 3;

  std::string text = "short", longer(100, 'y');
  text += longer;
  text.insert(2, "--");
  std::string part = text.substr(3, 10), copy = part, moved = std::move(longer);
  if (part.find("y") == std::string::npos || copy != part || moved.size() != 100) return 4;
  copy.resize(3);
  copy.append("abc", 2);
  std::reverse(copy.begin(), copy.end());
  if (copy.size() != 5 || copy.back() != '-') return 5;

  std::deque<int> deque{1, 2, 3};
  deque.push_front(0);
  deque.pop_back();
  std::list<std::string> list{"x", "y"};
  list.splice(list.begin(), std::list<std::string>{"w"});
  std::set<int> set{3, 1, 2};
  std::priority_queue<int> heap;
  for (int i : {3, 9, 4}) heap.push(i);
  std::stack<int> stack;
  stack.push(1);
  if (deque.size() != 3 || list.front() != "w" || *set.begin() != 1 || heap.top() != 9 || stack.top() != 1) return 6;

  std::optional<std::string> none, some = "text";
  std::optional<int> number;
  if (none || !some || number.has_value() || number.value_or(4) != 4) return 7;
  number = 3;
  std::optional<int> other = number;
  none = some;
  std::variant<int, std::string, double> variant = "abc", second;
  second = variant;
  variant = 1.5;
  if (*other != 3 || *none != "text" || std::get<double>(variant) != 1.5 || std::get<1>(second) != "abc") return 8;

  std::tuple<char, int, std::string> tuple{'a', 2, "b"}, same = tuple;
  std::pair<char, double> pair{'p', 1};
  auto swapped = pair;
  std::swap(pair, swapped);
  std::array<int, 5> array{1, 2};
  std::bitset<70> bits;
  bits.set(65);
  std::function<int(int)> adds = [n = 4](int x) { return x + n; }, empty;
  if (tuple != same || pair.second != 1 || array[4] != 0 || bits.count() != 1 || adds(1) != 5 || empty) return 9;

  std::vector<bool> flags(100);
  flags[70] = true;
  std::vector<std::vector<int>> grid(4, std::vector<int>(5));
  grid[2][3] = 7;
  auto total = std::accumulate(grid[2].begin(), grid[2].end(), 0);
  std::vector<int> numbers(20);
  std::iota(numbers.begin(), numbers.end(), 1);
  auto end = std::remove_if(numbers.begin(), numbers.end(), [](int n) { return n % 2; });
  numbers.erase(end, numbers.end());
  numbers.reserve(100);
  if (!flags[70] || total != 7 || numbers.size() != 10 || std::binary_search(numbers.begin(), numbers.end(), 4) == false) return 10;
  std::puts("done");
}
