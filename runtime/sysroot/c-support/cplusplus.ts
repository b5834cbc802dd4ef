import { type CSupportSection } from './row.ts';

export const CPLUSPLUS: CSupportSection = {
  title: 'C++',
  rows: [
    {
      id: 'cpp-streams',
      feature: 'C++20 with libc++: `<iostream>`, `<vector>`, `<string>`, `<map>`, lambdas',
      status: 'supported',
      note: '',
      language: 'c++',
      stdin: 'pear fig pear',
      program: String.raw`#include <algorithm>
#include <iostream>
#include <map>
#include <string>
#include <vector>
int main()
{
    std::map<std::string, int> count;
    for (std::string word; std::cin >> word;)
        ++count[word];
    std::vector<int> numbers{3, 1, 2};
    std::sort(numbers.begin(), numbers.end(), [](int a, int b) { return a > b; });
    for (const auto &[word, times] : count)
        std::cout << word << ' ' << times << ' ';
    std::cout << numbers.front() << '\n';
}
`,
      expect: { compiles: true, exit: 0, stdout: 'fig 1 pear 2 3\n' },
    },
    {
      id: 'cpp-concepts',
      feature: 'Concepts, ranges, `std::span`, `consteval`, designated initialisers',
      status: 'supported',
      note: '',
      language: 'c++',
      program: String.raw`#include <array>
#include <concepts>
#include <cstdio>
#include <ranges>
#include <span>
template <std::integral T> T sum(std::span<const T> items)
{
    T total = 0;
    for (T item : items | std::views::filter([](T n) { return n % 2 == 0; }))
        total += item;
    return total;
}
consteval int square(int n) { return n * n; }
int main()
{
    std::array<int, 4> numbers{1, 2, 3, 4};
    std::printf("%d %d\n", sum<int>(numbers), square(7));
}
`,
      expect: { compiles: true, exit: 0, stdout: '6 49\n' },
    },
    {
      id: 'cpp-memory',
      feature: 'Classes, virtual functions, templates, `std::unique_ptr`, `dynamic_cast`',
      status: 'supported',
      note: '',
      language: 'c++',
      program: String.raw`#include <cstdio>
#include <memory>
struct Shape {
    virtual ~Shape() { std::puts("gone"); }
    virtual double area() const = 0;
};
struct Square final : Shape {
    double side;
    explicit Square(double s) : side(s) {}
    double area() const override { return side * side; }
};
int main()
{
    std::unique_ptr<Shape> shape = std::make_unique<Square>(3.0);
    std::printf("%g %d\n", shape->area(), dynamic_cast<Square *>(shape.get()) != nullptr);
}
`,
      expect: { compiles: true, exit: 0, stdout: '9 1\ngone\n' },
    },
    {
      id: 'cpp-exceptions',
      feature: 'Exceptions (`throw`, `try`, `catch`)',
      status: 'refused',
      note: 'The sysroot has no exception runtime. Return `std::optional` or an error code. A library that would throw, such as `vector::at`, ends the program instead.',
      language: 'c++',
      program: String.raw`int main()
{
    try {
        throw 1;
    } catch (int) {
        return 0;
    }
}
`,
      expect: { compiles: false, diagnosticContains: 'with exceptions disabled' },
    },
    {
      id: 'cpp-out-of-range',
      feature: '`vector::at` out of range, without exceptions',
      status: 'note',
      note: 'Ends the program.',
      language: 'c++',
      program: String.raw`#include <vector>
int main()
{
    std::vector<int> numbers(3);
    return numbers.at(5);
}
`,
      expect: { traps: 'abort' },
    },
    {
      id: 'cpp-thread',
      feature: '`std::thread`, `std::async`',
      status: 'refused',
      note: 'A program has one thread. `std::mutex`, `std::atomic` and `thread_local` work.',
      language: 'c++',
      program: String.raw`#include <thread>
int main()
{
    std::thread worker([] {});
    worker.join();
}
`,
      expect: { compiles: false, diagnosticContains: 'this program has one thread' },
    },
    {
      id: 'cpp-everything',
      feature: '`#include <bits/stdc++.h>`',
      status: 'supported',
      note: 'It compiles slowly; include what you need.',
      language: 'c++',
      program: String.raw`#include <bits/stdc++.h>
using namespace std;
int main()
{
    vector<int> numbers{2, 3};
    cout << accumulate(numbers.begin(), numbers.end(), 0) << endl;
}
`,
      expect: { compiles: true, exit: 0, stdout: '5\n' },
    },
  ],
};
