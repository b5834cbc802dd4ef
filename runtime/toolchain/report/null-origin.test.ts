import { describe, expect, it } from 'vitest';
import { nullOrigin } from './null-origin.ts';
import type { SourcePlace } from './symbolize.ts';

/** The program with the place marked by @ and, where a function is called, by $; without the marks. */
function placesOf(marked: string): { readonly text: string; readonly stack: readonly SourcePlace[] } {
  const placeOf = (mark: string): SourcePlace | undefined => {
    const lines = marked.replaceAll(mark === '@' ? '$' : '@', '').split('\n');
    const line = lines.findIndex((one) => one.includes(mark));
    if (line === -1) return undefined;
    const column = Buffer.from((lines[line] ?? '').split(mark)[0] ?? '').length + 1;
    return { function: mark === '@' ? 'use' : 'main', file: 'main.c', line: line + 1, column };
  };
  return {
    text: marked.replace(/[@$]/g, ''),
    stack: ['@', '$'].flatMap((mark) => placeOf(mark) ?? []),
  };
}

function originIn(marked: string, isStream = false, isArgument = false): string | undefined {
  const { text, stack } = placesOf(marked);
  return nullOrigin({ stack, read: (file) => (file === 'main.c' ? text : undefined), isStream, isArgument });
}

const inMain = (lines: string): string => `int main(void) {\n${lines}\n}\n`;

describe('where a pointer became NULL', () => {
  it.each([
    ['struct node *p = find(list, 3);\nreturn p->@value;', 'p is NULL because find() returned it at main.c:2'],
    ['char *p = (char *)malloc(3);\n@*p = 1;', 'p is NULL because malloc() returned it at main.c:2'],
    ['int *p;\np = NULL;\nreturn @p[2];', 'p is NULL because it was set to that at main.c:3'],
    ['FILE *f;\nif ((f = get()) == 0) { puts("no"); }\nuse(@f);', 'f is NULL because get() returned it at main.c:3'],
    [
      'struct node *n = list->next;\nn->@value = 1;',
      'n is NULL because it was set to list->next at main.c:2, which was NULL',
    ],
    ['/* é */ int *p = f("é;");  puts("é"); @*p = 1;', 'p is NULL because f() returned it at main.c:2'],
  ])('is said of %j', (lines, sentence) => {
    expect(originIn(inMain(lines))).toBe(sentence);
  });

  it.each([
    ['two assignments', 'int *p = f();\np = g();\nreturn @*p;'],
    ['one under a condition', 'int *p;\nif (x) p = f();\nreturn @*p;'],
    ['one in another block', 'int *p;\n{ p = f(); }\nwhile (x) { y(); }\n{ return @*p; }'],
    ['one behind it', 'int *p;\nagain: @*p = 1;\np = f();\ngoto again;'],
    ['its address taken', 'int *p = f();\nset(&p);\nreturn @*p;'],
    ['counted up', 'int *p = f();\np++;\nreturn @*p;'],
    ['two variables of a name', 'int *p = f();\n{ int *p; @*p = 1; }'],
    ['a longer path', 'struct node *p = f();\nreturn p->next->@value;'],
    ['an expression', 'int *p = f() + 1;\nreturn @*p;'],
    ['a value chosen by a comparison', 'int *p = n == 0 ? NULL : find(n);\nreturn @*p;'],
    ['a call that is only compared', 'char *s = getenv("HOME") != NULL ? find("x") : "";\nreturn @*s;'],
    ['an element of an element', 'int **m = calloc(3, 4);\nreturn @m[0][0];'],
    ['a member of an element', 'struct s **m = calloc(3, 4);\nreturn @m[0]->x;'],
    ['a call of a member', 'struct s *p = get();\nreturn @p->f();'],
    ['a variable that is global', 'return @*p;'],
  ])('is not said with %s', (_, lines) => {
    expect(originIn(inMain(lines))).toBeUndefined();
  });

  it('is said of an argument only where that is the variable itself', () => {
    const lines = 'char *s = find(3);\nchar **w = calloc(2, 4);\nstruct entry *p = calloc(1, 8);\n';
    expect(originIn(inMain(`${lines}strlen(@s);`), false, true)).toBe(
      's is NULL because find() returned it at main.c:2',
    );
    expect(originIn(inMain(`${lines}strcpy(@w[1], "x");`), false, true)).toBeUndefined();
    expect(originIn(inMain(`${lines}strlen(@p->name);`), false, true)).toBeUndefined();
  });

  it('is followed to the caller of the function', () => {
    const use = 'static int use(int n, struct node *p) {\n  return p->@value;\n}\n';
    expect(originIn(`${use}int main(void) {\n  return $use(1, NULL);\n}\n`)).toBe(
      'p is NULL because use() was given NULL at main.c:5',
    );
    expect(originIn(`${use}int main(void) {\n  return $use(f(1, 2), find(3));\n}\n`)).toBe(
      'p is NULL because use() was given what find() returned at main.c:5',
    );
    expect(originIn(`${use}int main(void) {\n  struct node *q = find(3);\n  return $use(1, q);\n}\n`)).toBe(
      'p is NULL because use() was given q at main.c:6; q is NULL because find() returned it at main.c:5',
    );
  });

  it('is looked for in the stream among the arguments', () => {
    expect(originIn(inMain('char *line = get();\nFILE *f = fopen("x", "r");\n@fgets(line, 9, f);'), true)).toBe(
      'f is NULL because fopen() returned it at main.c:3',
    );
  });
});
