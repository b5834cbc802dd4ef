/** What people get wrong, a function body each: the compiler's way of saying so is as everyday as compiling. */
export const MISTAKES: readonly string[] = [
  'int x = 1\nreturn x;',
  'printf("%d\\n", "text"); printf("%s", 3); printf("%d"); printf("%d", 1, 2);',
  'x = 3; undeclared(4); Int y; retrun 0;',
  'int x; return x; int *p; *p = 3;',
  'if (argc = 3) return 1; else; for (;;); while (argc == 1 == 2) {}',
  'char *s = 3; int n = "text"; int *p = argv; float *f = &argc; char c = 300;',
  'struct missing m; m.x = 1; struct { int a; } s; s.b = 2; argc.x = 1; argc->y = 2;',
  'int a[3] = {1, 2, 3, 4}; a[5] = 1; int b[-1]; a = 0; return a[10];',
  'return "text"; break; continue; case 3: default:;',
  'switch (argc) { case 1: case 1: break; case "x": ; } goto nowhere; unused:',
  'main(1, 2, 3, 4); strlen(1); strlen(); memcpy(argv); malloc("x"); scanf("%d", argc); scanf("%s", &argc);',
  'int i = 1 / 0; int j = 1 << 40; i = i++ + ++i; unsigned u = -1; if (u < 0) return 1;',
  'const int k = 1; k = 2; k++; (argc + 1) = 3; &3; *argc; !argv = 2; argc();',
  'int f(void) { return 1; } int unused; static int never; double d = 1.0; d % 2; d << 1; ~d;',
  'char s[3] = "long text"; s == "x"; if (s == argv[0]) {} \'ab\'; "a" + 1.0; char t = \'\';',
  '{ int x = argc; { int x = 1; } } int y = y; int argc; int z, z;',
  'void *p = argv; p++; *p; int *q = p; free(argc); sizeof(int[]); sizeof(void); int v[argc] = {1};',
  'int (*f)(int) = main; f("x"); f = 3; typedef int t; t t2 = f; enum e { A, A }; enum e x = 7;',
  'printf("unterminated);\nint x;',
  'int x = (1 + 2; int y = 1 + ; } }',
  'for (int i = 0, i < 3, i++) {} if argc > 1 return 2; else if { } do { } while (1)',
  'long l = 1L; printf("%d %ld %lld %f\\n", l, 1, l, 1); puts(1); char b[2]; sprintf(b, "%s", "long"); gets(b);',
  'int x = 08; int y = 0xg; float f = 1.2.3; int z = 99999999999999999999; @ $ `',
  '_Static_assert(sizeof(int) == 8, "too small"); _Generic(argc, char: 1); __builtin_nothing(1);',
  'signed unsigned int x; long long long y; register static int z; auto int w; inline int v; restrict int r;',
  'void v; void g() { return 1; } int h() { return; } int k() { } h() = 1; nested: nested:',
  'assert(argc == 3; abs(1.5); sqrt("x"); isalpha(argv); exit(); time(); qsort(argv, 1, 1, main);',
  'int x __attribute__((unknown)); __attribute__((nonnull(9))) int y; #pragma nothing\nint z',
  'strcpy(argv[0], argv[1], 3); char *p = malloc(10); free(p) free(p); return NULL; return 3.7;',
  'if (argc & 1 == 0) return 1; if (argc || argc && 1) return 2; if (!argc == 1) return 3; int e = argc == 1 ? : 2;',
];

/** Whole files that go wrong outside a function. */
export const BROKEN_FILES: readonly string[] = [
  '#include <nothing.h>\n#include "also-nothing.h"\n#include\nint main(void) { return 0; }\n',
  '#define F(x) x +\n#define F(x, y) x\n#if 1\nint main(void) { return F(1); }\n#else\n#error never\n#warning never\n',
  '#error stop here\n#warning and here\n#endif\n#elif\n#undef\n#define 3\nint main(void) { return 0 }\n',
  'int f(int); int f(double); int g; double g; static int h(); int main(void) { return h(); }\nextern int n = 3;\n',
  'int main() {\n  int x = 1;\n  if (x) {\n    return 2;\n',
  'struct a { struct a b; int c:99; int d[]; int e; }; union { }; enum { X = 1.5 }; struct a; typedef x y;\n',
  'void main() { }\n',
  'int main(int argc) { return argc; }\n',
  'int main(void) { return 0; }\nint main(void) { return 1; }\n}\n',
  'class A { public: int x; };\nusing namespace std;\nint main() { cout << "hello" << endl; new int; }\n',
  'fun main() { print("hello") }\n',
  'int add(a, b) { return a + b; }\nmain() { printf("%d", add(1)); return add(1, 2, 3); }\n',
];

/** Each a program whose parts compile and that does not link. */
export const UNLINKABLE: readonly Readonly<Record<string, string>>[] = [
  { 'main.c': 'int missing(int); int main(void) { return missing(1); }\n' },
  {
    'main.c': 'int twice(void) { return 1; } int main(void) { return twice(); }\n',
    'other.c': 'int twice(void) { return 2; }\n',
  },
  { 'main.c': 'int f(int); int main(void) { return f(1); }\n', 'other.c': 'double f(double a) { return a; }\n' },
  { 'main.c': 'int helper(void) { return 0; }\n' },
];
