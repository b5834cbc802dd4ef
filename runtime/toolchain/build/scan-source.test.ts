import { describe, expect, it } from 'vitest';
import { scanSource } from './scan-source.ts';

describe('a definition of main()', () => {
  it.each([
    ['int main(void) { return 0; }', 'certain'],
    ['int main(void)\r\n{\r\n}\r\n', 'certain'],
    ['void main()\n{\n}', 'certain'],
    ['main() { }', 'certain'],
    ['main(argc, argv)\nint argc;\nchar *argv[];\n{\n}', 'certain'],
    ['int main(int argc, char *argv[]) /* here */ {', 'certain'],
    ['int f(void) { return 1; }\nstatic int x[] = { 1, 2 };\nint\nmain\n(\nvoid\n)\n{\n}', 'certain'],
    ['int main(int (*f)(int), char **v) { }', 'certain'],
    ['extern "C" {\nint main(void) { return 0; }\n}', 'certain'],
    ['int main(void);\nint main(void) { return 0; }', 'certain'],
    ['int f(void) { if (1) { return 2; }\nint main(void) { return 0; }', 'certain'],
    ['int f(void)) { return sqrt(; }\nvoid main() { }', 'certain'],
    ['broken(\nint main(void) { return 0; }', 'certain'],
    ['#ifdef TEST\nint main(void) { return 0; }\n#endif', 'maybe'],
    ['#if A\nint main(void) {\n#else\nint main(int argc, char **argv) {\n#endif\nreturn 0; }', 'maybe'],
    ['#ifdef A\n#include <a.h>\n#endif\nint main(void) { return 0; }', 'certain'],
    ['int main(void);\nint f(void) { return main(); }', 'none'],
    ['/* int main(void) { } */', 'none'],
    ['/* one\n   int main(void) { }\n*/', 'none'],
    ['// int main(void) {\n', 'none'],
    ['// a \\\nint main(void) {\n', 'none'],
    ['#define RUN int main(void) { \\\n return 0; }\n', 'none'],
    ['const char *text = "\\"int main(void) {";', 'none'],
    ["char quote = '\"'; int main_loop(void) { return 0; }", 'none'],
    ['int (*start)(void) = main; int f(void) { }', 'none'],
    ['int domain(void) { return 0; }', 'none'],
    ['int f(void) { int main(int); return main(1); }', 'none'],
    ['struct s { int main; };', 'none'],
    ['', 'none'],
  ])('%j: %s', (text, main) => {
    expect(scanSource(text).main).toBe(main);
  });

  it('is looked for in linear time', () => {
    const started = performance.now();
    for (const piece of ['(', '"', '/*', '{', 'main(', '#if\n', '\\\n', "'"])
      scanSource(`main ( ${piece.repeat(200_000)}`);
    expect(performance.now() - started).toBeLessThan(20_000);
  });
});

it('finds included sources', () => {
  const text = '#include "a.h"\n  # include "lib/b.c"\n#include <c.c>\n// #include "d.c"\r\n#include "E.CPP"\r\n';
  expect(scanSource(text).includedSources).toEqual(['lib/b.c', 'E.CPP']);
});
