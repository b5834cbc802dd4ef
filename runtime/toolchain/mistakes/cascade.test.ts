import { describe, expect, it } from 'vitest';
import { bootC } from '../../testing/c-fixture.ts';
import { NodeToolchain } from '../../cli/node-toolchain.ts';
import { DEFAULT_SETTINGS } from '../../project/settings.ts';

const project = bootC(NodeToolchain.load(), { 'main.c': '' });

/** Each error or warning that stands for itself, as `line: beginning`, with how many follow from it. */
async function causes(text: string): Promise<readonly string[]> {
  project.write('main.c', text);
  const { signal } = new AbortController();
  const found = await project.builder.check('main.c', DEFAULT_SETTINGS, signal, project.needCxx);
  return (found ?? []).map(
    ({ place, message, follow = [] }) => `${place?.line ?? 0}: ${message.slice(0, 24)} +${follow.length}`,
  );
}

describe('one mistake is one error', () => {
  it.each<[string, string, readonly string[]]>([
    [
      'a type that is not known, and all uses of the variable',
      'int main(void) {\n  bool a = 1;\n  a = !a;\n  bool b = a;\n  return a + b;\n}\n',
      ['2: use of undeclared identi +5'],
    ],
    [
      'a name that is used again and again',
      'int main(void) {\n  total = 1;\n  total = total + 1;\n  return total;\n}\n',
      ['2: use of undeclared identi +3'],
    ],
    [
      'a } that is missing in a function',
      'void f(int n) {\n  if (n > 0) {\n    n = 1;\n}\nint g(void) {\n  return 1;\n}\nint main(void) {\n  f(g());\n  return g();\n}\n',
      ['5: function definition is n +2'],
    ],
    [
      'a } too many in a function',
      '#include <stdio.h>\nint main(void) {\n  puts("a");\n  }\n  puts("b");\n  for (int i = 0; i < 2; i++) puts("c");\n  return 0;\n}\n',
      ['5: expected parameter decla +6'],
    ],
    [
      'a quote that is missing',
      '#include <stdio.h>\nint main(void) {\n  puts("a);\n  return 0;\n}\n',
      ["3: missing terminating '\"'  +1"],
    ],
    [
      'curly quotes',
      '#include <stdio.h>\nint main(void) {\n  printf(“Hello world”);\n  return 0;\n}\n',
      ['3: unexpected character <U+ +2'],
    ],
    [
      'an #include that failed',
      '#include <stdio.h\nint main(void) {\n  FILE *f = NULL;\n  printf("%p", (void *)f);\n  return f == NULL;\n}\n',
      ["1: expected '>' +7"],
    ],
    [
      'a word of C++',
      '#include <stdio.h>\nusing namespace std;\nint main() {\n  int n;\n  cin >> n;\n  cout << n << endl;\n}\n',
      ["2: unknown type name 'using +4"],
    ],
    [
      'a function inside a function',
      '#include <stdio.h>\nint main(void) {\n  int twice(int n) {\n    return 2 * n;\n  }\n  printf("%d", twice(2));\n}\n',
      ['3: function definition is n +1'],
    ],
    [
      'a ; in a #define',
      '#define N 10;\nint main(void) {\n  int a[N];\n  int b[N];\n  return a[0] + b[0];\n}\n',
      ["3: unexpected ';' before '] +1"],
    ],
    [
      'a function that is called above its definition and returns no int',
      'int main(void) {\n  f(1);\n}\nvoid f(int n) {\n  n++;\n}\n',
      ['2: call to undeclared funct +1'],
    ],
  ])('%s', async (_, text, expected) => {
    expect(await causes(text)).toEqual(expected);
  });
});

describe('two mistakes stay two', () => {
  it.each<[string, string, number]>([
    ['two names', 'int main(void) {\n  a = 1;\n  b = 2;\n}\n', 2],
    ['two names on a line', 'int main(void) {\n  return a + b;\n}\n', 2],
    ['a semicolon, and a name further down', 'int main(void) {\n  int n = 1\n  n = 2;\n  return m;\n}\n', 2],
    ['a name, and a semicolon on another line', 'int main(void) {\n  n = 1;\n  int m = 2\n  return m;\n}\n', 2],
    ['two semicolons', 'int main(void) {\n  int n = 1\n  int m = 2\n  return n + m;\n}\n', 2],
    [
      'a quote, and a name further down',
      '#include <stdio.h>\nint main(void) {\n  puts("a);\n  puts("b");\n  return b;\n}\n',
      2,
    ],
    ['a missing header, and a name of the program', 'int main(void) {\n  puts("a");\n  return b;\n}\n', 2],
    [
      'a failed #include, and a misspelt name',
      '#include <stdio.h\nint main(void) {\n  int count = 1;\n  puts("a");\n  return cuont;\n}\n',
      2,
    ],
    [
      'two functions inside of main',
      'int main(void) {\n  int f(void) { return 1; }\n  int g(void) { return 2; }\n}\n',
      2,
    ],
    [
      'a } too many in one function, and a type in the next',
      '#include <stdio.h>\nvoid f(void) {\n  puts("a");\n  }\n}\nint main(void) {\n  return g;\n}\n',
      2,
    ],
    ['a warning, and an error', 'int main(void) {\n  int n = 1;\n  if (n = 2) n = 3;\n  return m;\n}\n', 2],
    [
      'a struct and a pointer',
      'struct p { int x; };\nint main(void) {\n  struct p a = {1};\n  int *b = a.x;\n  return a.y + *b;\n}\n',
      2,
    ],
  ])('%s', async (_, text, count) => {
    expect(await causes(text)).toHaveLength(count);
  });
});

it('shows the rest in the terminal when asked', async () => {
  project.write('main.c', 'int main(void) {\n  total = 1;\n  return total;\n}\n');
  const short = await project.build();
  if (short.kind !== 'failed') throw new Error(short.kind);
  expect(short.said.match(/use of undeclared/g)).toHaveLength(1);
  expect(short.said).toContain('1 more follows from it: Problems shows all');
  expect(short.said).toContain('Nothing above declares total');
  expect(short.said).toContain('2 errors generated.');
  const long = await project.builder.build({
    settings: DEFAULT_SETTINGS,
    signal: new AbortController().signal,
    progress: () => undefined,
    needCxx: project.needCxx,
    showsAll: true,
  });
  if (long.kind !== 'failed') throw new Error(long.kind);
  expect(long.said.match(/use of undeclared/g)).toHaveLength(2);
  expect(long.said.match(/Nothing above declares total/g)).toHaveLength(1);
});
