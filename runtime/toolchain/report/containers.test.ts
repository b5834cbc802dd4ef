import { beforeAll, describe, expect, it } from 'vitest';
import { NodeToolchain } from '../../cli/node-toolchain.ts';
import { mistakeLines } from '../../project/mistake.ts';
import { bootC } from '../../testing/c-fixture.ts';

const toolchain = NodeToolchain.load();
const HEADERS = [
  ...[
    'algorithm',
    'array',
    'bitset',
    'cstdio',
    'cstdlib',
    'deque',
    'list',
    'map',
    'memory',
    'optional',
    'span',
    'string',
  ],
  ...['string_view', 'unordered_map', 'vector'],
].map((name) => `#include <${name}>\n`);

interface Row {
  readonly what: string;
  /** The body of a function; argc is 1. The line with HERE is the one that the report names. */
  readonly body: string;
  readonly kind?: string;
  readonly says: RegExp;
}

const ROWS: readonly Row[] = [
  {
    what: '[] of a vector between its size and its capacity',
    body: 'std::vector<int> v;\nv.reserve(8);\nv.push_back(1);\nstd::printf("%d\\n", v[2 + argc]); // HERE',
    says: /The index 3 is outside of a std::vector of 1 element, 0 to 0.*reserve\(\) adds none/s,
  },
  {
    what: '[] of a vector with a negative index',
    body: 'std::vector<int> v(3);\nint i = -argc;\nstd::printf("%d\\n", v[i]); // HERE',
    says: /The index -1 is outside of a std::vector of 3 elements, 0 to 2/,
  },
  {
    what: '[] of an empty vector',
    body: 'std::vector<int> v;\nv[argc] = 4; // HERE',
    says: /The index 1 is outside of a std::vector of no elements/,
  },
  {
    what: '[] of a text',
    body: 'std::string s = "abc";\nstd::putchar(s[4 * argc]); // HERE',
    says: /The index 4 is outside of a std::string of 3 characters, 0 to 2/,
  },
  {
    what: '[] of an array',
    body: 'std::array<int, 4> a{};\nstd::printf("%d\\n", a[4 * argc]); // HERE',
    says: /The index 4 is outside of a std::array of 4 elements, 0 to 3/,
  },
  {
    what: '[] of a deque',
    body: 'std::deque<int> d{1, 2};\nstd::printf("%d\\n", d[2 * argc]); // HERE',
    says: /The index 2 is outside of a std::deque of 2 elements, 0 to 1/,
  },
  {
    what: '[] of a span',
    body: 'int a[3] = {};\nstd::span<int> s(a, 2);\nstd::printf("%d\\n", s[2 * argc]); // HERE',
    says: /The index 2 is outside of a std::span of 2 elements/,
  },
  {
    what: 'front() of an empty vector',
    body: 'std::vector<int> v;\nv.reserve(argc);\nstd::printf("%d\\n", v.front()); // HERE',
    says: /front\(\) was called on a std::vector that is empty.*Check empty\(\) first/s,
  },
  {
    what: 'pop_back() of an empty vector',
    body: 'std::vector<int> v(argc - 1);\nv.pop_back(); // HERE',
    says: /pop_back\(\) was called on a std::vector that is empty/,
  },
  {
    what: 'back() of an empty text',
    body: 'std::string s;\nstd::putchar(s.back()); // HERE',
    says: /back\(\) was called on a std::string that is empty/,
  },
  {
    what: 'front() of an empty list',
    body: 'std::list<int> l;\nstd::printf("%d\\n", l.front()); // HERE',
    says: /front\(\) was called on a std::list that is empty/,
  },
  {
    what: 'the value of an optional without one',
    body: 'std::optional<int> o;\nif (argc > 5) o = 3;\nstd::printf("%d\\n", *o); // HERE',
    says: /the value of a std::optional that holds none.*has_value\(\)/s,
  },
  {
    what: 'the end of a vector, dereferenced',
    body: 'std::vector<int> v{1, 2};\nauto at = std::find(v.begin(), v.end(), 7);\nstd::printf("%d\\n", *at); // HERE',
    says: /an iterator that stands at the end of its container.*find\(\)/s,
  },
  {
    what: 'an iterator moved past the end of a vector',
    body: 'std::vector<int> v{1, 2};\nauto at = v.end();\nat += argc; // HERE\nreturn at == v.begin();',
    says: /moved an iterator past the end of its container/,
  },
  {
    what: 'erase() of the end of a vector',
    body: 'std::vector<int> v{1, 2};\nv.erase(v.end()); // HERE',
    says: /erase\(\) was given the end of a std::vector/,
  },
  {
    what: 'an iterator of a vector that has grown since',
    body: 'std::vector<int> v{1, 2};\nauto at = v.begin();\nfor (int i = 0; i < 50; i++) v.push_back(i);\nstd::printf("%d\\n", *at); // HERE',
    kind: 'heap-freed',
    says: /in a block that was freed before/,
  },
  {
    what: 'a text made of NULL',
    body: 'const char *name = std::getenv("NOT_SET");\nstd::string s(name); // HERE\nstd::puts(s.c_str());',
    says: /std::string was given a pointer that is NULL/,
  },
  {
    what: 'a unique_ptr that holds nothing',
    body: 'std::unique_ptr<int> p;\nif (argc > 5) p = std::make_unique<int>(3);\nstd::printf("%d\\n", *p); // HERE',
    kind: 'null',
    says: /read 4 bytes through a pointer that is NULL/,
  },
  {
    what: 'a shared_ptr that was moved from',
    body: 'auto p = std::make_shared<std::string>("x");\nauto q = std::move(p);\nstd::puts(p->c_str()); // HERE',
    kind: 'null',
    says: /NULL/,
  },
  {
    what: 'the end of a map, dereferenced',
    body: 'std::map<int, int> m{{1, 2}};\nauto at = m.find(7);\nstd::printf("%d\\n", at->second); // HERE',
    kind: 'heap-outside|local-outside|null',
    says: /./,
  },
  {
    what: 'delete of what new[] gave',
    body: 'int *p = new int[4];\np[0] = argc;\nstd::printf("%d\\n", p[0]);\ndelete p; // HERE',
    kind: 'mismatch',
    says: /delete was given a block that new\[\] had allocated/,
  },
  {
    what: 'delete[] of what new gave',
    body: 'int *p = new int(argc);\nstd::printf("%d\\n", p[0]);\ndelete[] p; // HERE',
    kind: 'mismatch',
    says: /delete\[\] was given a block that new had allocated/,
  },
  {
    what: 'delete of what malloc gave',
    body: 'int *p = static_cast<int *>(std::malloc(4));\n*p = argc;\nstd::printf("%d\\n", p[0]);\ndelete p; // HERE',
    kind: 'mismatch',
    says: /delete was given a block that malloc had allocated/,
  },
  {
    what: 'free() of what new gave',
    body: 'int *p = new int(argc);\nstd::printf("%d\\n", p[0]);\nstd::free(p); // HERE',
    kind: 'mismatch',
    says: /free\(\) was given a block that new had allocated/,
  },
];

/** One program, because the library's headers take long: its first argument says which of the rows it runs. */
const SOURCE = [
  ...HEADERS,
  ...ROWS.map(({ body }, i) => `static int row${i}(int argc) {\n${body.replace('HERE', `HERE ${i}.`)}\nreturn 0;\n}\n`),
  'int main(int, char **argv) {\nvolatile int one = 1;\nswitch (std::atoi(argv[1])) {\n',
  ...ROWS.map((_, i) => `case ${i}: return row${i}(one);\n`),
  '}\n}\n',
].join('');

describe('checked C++', () => {
  const project = bootC(toolchain, { 'main.cpp': SOURCE }, { checks: 'on', warnings: 'none', optimization: '-O0' });
  let built: ReturnType<typeof project.build>;
  beforeAll(async () => {
    built = project.build();
    await built;
  }, 600_000);

  it.each(ROWS.map((row, i) => ({ ...row, i })))(
    'reports $what at its line',
    async ({ kind = 'container', says, i }) => {
      const result = await built;
      if (result.kind !== 'built') throw new Error(`Not built: ${JSON.stringify(result)}`);
      const { outcome } = await project.start(result.program, { args: [String(i)] });
      const mistake = outcome.kind === 'trapped' ? outcome.mistake : undefined;
      expect(mistake && mistakeLines(mistake).join('\n'), JSON.stringify(outcome)).toMatch(says);
      expect(mistake?.kind).toMatch(new RegExp(`^(${kind})$`));
      const line = SOURCE.split('\n').findIndex((one) => one.endsWith(`HERE ${i}.`)) + 1;
      expect(mistake?.place).toMatchObject({ file: 'main.cpp', line });
    },
  );
});
