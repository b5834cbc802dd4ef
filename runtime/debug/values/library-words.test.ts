import { expect, it, vi } from 'vitest';
import type { ShownStop, ShownValue } from '../../stops/stop.ts';
import { valueText } from '../session/breakpoints.ts';
import { shownStop } from '../session/shown-stop.ts';
import { stopScope } from '../session/stop-scope.ts';
import { bootDebug } from '../testing/debug-fixture.ts';

vi.setConfig({ testTimeout: 240_000 });

const LIBRARY = `#include <array>
#include <cstdio>
#include <deque>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <stack>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <variant>
#include <vector>
struct Point { int x, y; };
static int sum(const std::vector<int> &all, std::string text) {
  int total = 0;
  for (int one : all) total += one;
  return total + (int)text.size();
}
int main() {
  std::string small = "hello", big(40, 'x'), empty, late;
  std::string zero("a\\0b", 3);
  std::vector<int> ints{1, 2, 3}, none, many(300, 7);
  std::vector<std::string> names{"ann", "bob"};
  std::vector<Point> points{{1, 2}, {3, 4}};
  std::vector<bool> flags{true, false, true};
  auto point = std::make_unique<Point>(Point{5, 6});
  std::unique_ptr<int> nothing;
  std::unique_ptr<int[]> array(new int[3]{7, 8, 9});
  auto shared = std::make_shared<std::string>("both");
  auto second = shared;
  std::weak_ptr<std::string> weak = shared, gone;
  { auto short_lived = std::make_shared<std::string>("short"); gone = short_lived; }
  std::map<std::string, int> ages{{"bob", 4}, {"ann", 3}};
  std::map<char, long long> wide{{'c', 1LL << 40}};
  std::set<int> set{3, 1, 2};
  std::set<char> letters{'b', 'a'};
  std::unordered_map<int, double> halves{{1, 0.5}};
  std::array<int, 3> fixed{1, 2, 3};
  std::pair<int, double> pair{1, 2.5};
  std::optional<int> seven{7}, empty_one;
  std::list<double> list{1.5, 2.5};
  std::deque<int> deque{2, 3};
  deque.push_front(1);
  std::stack<int> stack;
  stack.push(4);
  std::tuple<int, char> tuple{1, 'c'};
  std::variant<int, std::string> either = std::string("text");
  std::string_view view = std::string_view(small).substr(1, 3);
  const std::string &reference = small;
  auto iterator = ints.begin();
  int total = sum(ints, small);
  printf("%d\\n", total + *iterator);
  return 0;
}
`;
const LAST = LIBRARY.split('\n').findIndex((line) => line.includes('return 0')) + 1;

const VALUES = {
  small: 'std::string "hello"',
  big: `std::string "${'x'.repeat(40)}"`,
  empty: 'std::string ""',
  zero: 'std::string "a\\0b"',
  ints: 'std::vector<int> {1, 2, 3}',
  none: 'std::vector<int> {}',
  names: 'std::vector<std::string> {"ann", "bob"}',
  points: 'std::vector<Point> {{x = 1, y = 2}, {x = 3, y = 4}}',
  flags: 'std::vector<bool> {true, false, true}',
  point: 'std::unique_ptr<Point> owns {x = 5, y = 6} at 0x…',
  nothing: 'std::unique_ptr<int> owns nothing',
  array: 'std::unique_ptr<int[]> owns {7, 8, 9} at 0x…',
  shared: 'std::shared_ptr<std::string> one of 2 owners of "both" at 0x…',
  weak: 'std::weak_ptr<std::string> refers to "both" at 0x…, which has 2 owners',
  gone: 'std::weak_ptr<std::string> refers to an object that is gone',
  ages: 'std::map<std::string, int> {"ann": 3, "bob": 4}',
  wide: "std::map<char, long long> {'c': 1099511627776}",
  set: 'std::set<int> {1, 2, 3}',
  letters: "std::set<char> {97 'a', 98 'b'}",
  halves: 'std::unordered_map<int, double> {1: 0.5}',
  fixed: 'std::array<int, 3> {1, 2, 3}',
  pair: 'std::pair<int, double> {first = 1, second = 2.5}',
  seven: 'std::optional<int> 7',
  empty_one: 'std::optional<int> nothing',
  list: 'std::list<double> {1.5, 2.5}',
  deque: 'std::deque<int> {1, 2, 3}',
  stack: 'std::stack<int, std::deque<int>> {4}',
  tuple: "std::tuple<int, char> {1, 99 'c'}",
  either: 'std::variant<int, std::string> "text"',
  view: 'std::string_view "ell"',
  reference: 'const std::string & "hello"',
  iterator: 'std::vector<int>::iterator 0x…',
};

const EXPRESSIONS = {
  'ints[1] + 1': '3',
  'ints[3]': '(It has 3 elements)',
  'many[299]': '7',
  'points[1].y': '4',
  'names[0]': '"ann"',
  'names[1][0]': "98 'b'",
  'point->x': '5',
  '(*point).y': '6',
  'array[2]': '9',
  'nothing->x': '(The pointer is NULL)',
  '!nothing': '1',
  'seven * 2': '14',
  'empty_one + 1': '(It has no value)',
  'ages[0]': '(Only numbers can stand in the brackets here)',
  'pair.second': '2.5',
  'small.size()': '(Functions cannot be called here)',
  '*iterator': '1',
};

it('tells objects of the C++ library as a person writes them, and reckons with them', async () => {
  const { debug, program } = await bootDebug({ 'main.cpp': LIBRARY });
  const stops: ShownStop[] = [];
  const values: Record<string, string> = {};
  debug(
    (stop) => {
      stops.push(shownStop(program, stop));
      const scope = stopScope(program, stop.debuggee, stop.site, stop.record);
      if (stop.site.line === LAST) for (const text of Object.keys(EXPRESSIONS)) values[text] = valueText(scope, text);
      return { type: stops.length === 1 ? 'over' : 'continue' };
    },
    [
      { file: 'main.cpp', line: 19 },
      { file: 'main.cpp', line: LAST },
    ],
  );
  // Before its constructor has run, an object is not set.
  const begun = told(stops[0]);
  expect([begun['small'], begun['ints'], begun['point'], begun['ages']]).toEqual([
    'std::string not set',
    'std::vector<int> not set',
    'std::unique_ptr<Point> not set',
    'std::map<std::string, int> not set',
  ]);
  expect(told(stops[1])['ints']).toBe('std::vector<int> not set');
  const inSum = stops.find(({ frames }) => frames[0]?.function === 'sum');
  expect(inSum?.frames.map((frame) => `${frame.function}:${frame.line}`)).toEqual(['sum:19', `main:${LAST - 2}`]);
  expect(told(inSum)).toMatchObject({ all: 'const std::vector<int> & {1, 2, 3}', text: 'std::string "hello"' });
  expect(told(stops.at(-1))).toMatchObject(VALUES);
  expect(values).toEqual(EXPRESSIONS);
});

function told(stop: ShownStop | undefined): Readonly<Record<string, string>> {
  const line = ({ type, text }: ShownValue): string => `${type} ${text.replace(/0x[\da-f]+/, '0x…')}`;
  return Object.fromEntries((stop?.frames[0]?.variables ?? []).map((value) => [value.name, line(value)]));
}

const GRID = `#include <map>
#include <memory>
#include <vector>
int main() {
  std::vector<std::vector<std::vector<int>>> grid(60, std::vector<std::vector<int>>(60, std::vector<int>(60, 1)));
  std::map<int, std::vector<std::vector<int>>> table;
  for (int i = 0; i < 60; i++) table[i] = grid[i];
  std::unique_ptr<std::vector<std::vector<int>>[]> rows(new std::vector<std::vector<int>>[60]);
  for (int i = 0; i < 60; i++) rows[i] = grid[i];
  return 0;
}
`;

it('tells no more values of a container of containers than of an array of arrays', async () => {
  const { debug, program } = await bootDebug({ 'main.cpp': GRID });
  const counted = ({ parts }: ShownValue): number => parts.reduce((sum, part) => sum + counted(part), 1);
  let counts: readonly (readonly [string, number])[] = [];
  debug(
    (stop) => {
      if (stop.site.line === 10)
        counts = shownStop(program, stop).frames[0]!.variables.map((one) => [one.name, counted(one)]);
      return { type: 'continue' };
    },
    [{ file: 'main.cpp', line: 10 }],
  );
  expect(counts.map(([name]) => name)).toEqual(['grid', 'table', 'rows']);
  for (const [, count] of counts) {
    expect(count).toBeGreaterThan(100);
    expect(count).toBeLessThan(1100);
  }
});
