import { type CSupportSection } from './row.ts';

export const LANGUAGE: CSupportSection = {
  title: 'The language',
  rows: [
    {
      id: 'c89',
      feature: 'C89 (`-std=c89`), with implicit declarations and old-style definitions',
      status: 'supported',
      note: '',
      flags: ['-std=c89', '-w'],
      program: String.raw`#include <stdio.h>
main()
{
    printf("%d\n", twice(21));
    return 0;
}
int twice(n) int n; { return 2 * n; }
`,
      expect: { compiles: true, exit: 0, stdout: '42\n' },
    },
    {
      id: 'c99',
      feature: 'C99: designated initialisers, compound literals, `for (int …)`, flexible array members',
      status: 'supported',
      note: '',
      flags: ['-std=c99', '-pedantic-errors'],
      program: String.raw`#include <stdio.h>
#include <stdlib.h>
struct point { int x, y; };
struct list { int length; int item[]; };
static int sum(struct point p) { return p.x + p.y; }
int main(void)
{
    struct list *list = malloc(sizeof *list + 3 * sizeof(int));
    int at[4] = { [2] = 5 };
    list->length = 3;
    for (int i = 0; i < list->length; i++)
        list->item[i] = i;
    printf("%d %d %d\n", sum((struct point){ .y = 2, .x = 1 }), at[2], list->item[2]);
    free(list);
    return 0;
}
`,
      expect: { compiles: true, exit: 0, stdout: '3 5 2\n' },
    },
    {
      id: 'vla',
      feature: 'Variable-length arrays, also as parameters',
      status: 'supported',
      note: '',
      program: String.raw`#include <stdio.h>
static int trace(int n, int m[n][n])
{
    int sum = 0;
    for (int i = 0; i < n; i++)
        sum += m[i][i];
    return sum;
}
int main(void)
{
    volatile int size = 3;
    int n = size, m[n][n];
    for (int i = 0; i < n * n; i++)
        m[i / n][i % n] = i;
    printf("%d %d\n", trace(n, m), (int)(sizeof m / sizeof(int)));
    return 0;
}
`,
      expect: { compiles: true, exit: 0, stdout: '12 9\n' },
    },
    {
      id: 'generic',
      feature: 'C11: `_Generic`, `_Static_assert`, `_Alignas`, anonymous members',
      status: 'supported',
      note: '',
      flags: ['-std=c11'],
      program: String.raw`#include <stdio.h>
#include <stdalign.h>
#define NAME(x) _Generic((x), int: "int", double: "double", char *: "string", default: "other")
_Static_assert(sizeof(int) == 4, "int has 32 bits");
struct value { union { int i; float f; }; };
int main(void)
{
    struct value v = { .i = 3 };
    alignas(16) char buffer[16] = "";
    printf("%s %s %s %d %d\n", NAME(1), NAME(1.0), NAME(buffer), v.i, (int)alignof(double));
    return 0;
}
`,
      expect: { compiles: true, exit: 0, stdout: 'int double string 3 8\n' },
    },
    {
      id: 'c23',
      feature: 'C23: `auto`, `nullptr`, `constexpr`, `typeof`, binary constants, `#embed`',
      status: 'supported',
      note: '',
      flags: ['-std=c23'],
      program: String.raw`#include <stdckdint.h>
#include <stdio.h>
static const unsigned char text[] = {
#embed "text.txt"
};
constexpr int answer = 0b10'1010;
int main()
{
    auto x = 1.5;
    typeof(x) y = 2;
    char *none = nullptr;
    int sum;
    bool overflow = ckd_add(&sum, 2147483647, 1);
    printf("%d %g %d %d %.5s\n", answer, x + y, none == nullptr, overflow, (const char *)text);
}
`,
      files: { 'text.txt': 'embed' },
      expect: { compiles: true, exit: 0, stdout: '42 3.5 1 1 embed\n' },
    },
    {
      id: 'types',
      feature: 'Sizes of types',
      status: 'note',
      note: 'Pointers, `long` and `size_t` have 32 bits; use `long long` or `int64_t` for more. `long double` has 128.',
      program: String.raw`#include <stdio.h>
int main(void)
{
    printf("%zu %zu %zu %zu %zu\n", sizeof(int), sizeof(long), sizeof(long long), sizeof(void *),
        sizeof(long double));
    return 0;
}
`,
      expect: { compiles: true, exit: 0, stdout: '4 4 8 4 16\n' },
    },
    {
      id: 'varargs',
      feature: 'Variable arguments (`<stdarg.h>`, `vprintf`)',
      status: 'supported',
      note: '',
      program: String.raw`#include <stdarg.h>
#include <stdio.h>
static double sum(int count, ...)
{
    va_list list;
    double total = 0;
    va_start(list, count);
    while (count-- > 0)
        total += va_arg(list, double);
    va_end(list);
    return total;
}
int main(void)
{
    printf("%.1f\n", sum(3, 1.0, 2.0, 3.5));
    return 0;
}
`,
      expect: { compiles: true, exit: 0, stdout: '6.5\n' },
    },
    {
      id: 'complex',
      feature: 'Complex numbers (`<complex.h>`)',
      status: 'supported',
      note: '',
      program: String.raw`#include <complex.h>
#include <stdio.h>
int main(void)
{
    double complex z = 3 + 4 * I;
    z = z * conj(z) + csqrt(-1);
    printf("%.1f %.1f %.1f\n", creal(z), cimag(z), cabs(3 + 4 * I));
    return 0;
}
`,
      expect: { compiles: true, exit: 0, stdout: '25.0 1.0 5.0\n' },
    },
    {
      id: 'atomics',
      feature: 'Atomics (`<stdatomic.h>`)',
      status: 'supported',
      note: '',
      program: String.raw`#include <stdatomic.h>
#include <stdio.h>
static atomic_int counter;
int main(void)
{
    atomic_fetch_add(&counter, 41);
    int expected = 41;
    _Bool swapped = atomic_compare_exchange_strong(&counter, &expected, 42);
    printf("%d %d\n", atomic_load(&counter), swapped);
    return 0;
}
`,
      expect: { compiles: true, exit: 0, stdout: '42 1\n' },
    },
    {
      id: 'thread-local',
      feature: '`_Thread_local` variables',
      status: 'supported',
      note: 'There is one thread, so there is one copy.',
      program: String.raw`#include <stdio.h>
static _Thread_local int mine = 7;
int main(void)
{
    printf("%d\n", mine);
    return 0;
}
`,
      expect: { compiles: true, exit: 0, stdout: '7\n' },
    },
    {
      id: 'gnu-extensions',
      feature: 'GNU extensions: statement expressions, `typeof`, computed `goto`, case ranges, `__builtin_…`',
      status: 'supported',
      note: '',
      program: String.raw`#include <stdio.h>
#define MAX(a, b) ({ __typeof__(a) x_ = (a), y_ = (b); x_ > y_ ? x_ : y_; })
int main(void)
{
    void *next[] = { &&first, &&second };
    goto *next[1];
first:
    return 1;
second:
    switch (MAX(3, 5)) {
    case 4 ... 6: printf("%d\n", __builtin_popcount(255)); break;
    }
    return 0;
}
`,
      expect: { compiles: true, exit: 0, stdout: '8\n' },
    },
    {
      id: 'include-parent',
      feature: 'Several source files, and `..` in `#include`',
      status: 'supported',
      note: '',
      program: String.raw`#include "lib/deep/../value.h"
#include <stdio.h>
int main(void)
{
    printf("%d\n", value());
    return 0;
}
`,
      files: {
        'lib/value.h': 'int value(void);\n',
        'lib/deep/value.c': '#include "../value.h"\nint value(void) { return 12; }\n',
      },
      expect: { compiles: true, exit: 0, stdout: '12\n' },
    },
    {
      id: 'constructors',
      feature: 'Functions before and after `main` (`__attribute__((constructor))`, `destructor`)',
      status: 'supported',
      note: '',
      program: String.raw`#include <stdio.h>
__attribute__((constructor)) static void before(void) { puts("before"); }
__attribute__((destructor)) static void after(void) { puts("after"); }
int main(void)
{
    puts("main");
    return 0;
}
`,
      expect: { compiles: true, exit: 0, stdout: 'before\nmain\nafter\n' },
    },
    {
      id: 'simd',
      feature: 'Vector types (`__attribute__((vector_size(16)))`)',
      status: 'supported',
      note: 'Add `-msimd128` for real SIMD instructions.',
      flags: ['-msimd128'],
      program: String.raw`#include <stdio.h>
typedef int four __attribute__((vector_size(16)));
int main(void)
{
    four a = { 1, 2, 3, 4 }, b = a * a;
    printf("%d %d\n", b[0], b[3]);
    return 0;
}
`,
      expect: { compiles: true, exit: 0, stdout: '1 16\n' },
    },
    {
      id: 'inline-assembly',
      feature: 'Inline assembly',
      status: 'note',
      note: 'It is WebAssembly, not x86: an instruction of another machine is an error.',
      program: String.raw`int main(void)
{
    __asm__("movl $1, %eax");
    return 0;
}
`,
      expect: { compiles: false, diagnosticContains: 'Unexpected token in operand' },
    },
    {
      id: 'main-envp',
      feature: '`main` with three parameters (`argc`, `argv`, `envp`)',
      status: 'supported',
      note: '',
      env: { FRUIT: 'pear' },
      program: String.raw`#include <stdio.h>
#include <string.h>
int main(int argc, char *argv[], char *envp[])
{
    (void)argv;
    for (int i = 0; envp[i] != NULL; i++)
        if (strncmp(envp[i], "FRUIT=", 6) == 0)
            printf("%d %s\n", argc, envp[i]);
    return 0;
}
`,
      expect: { compiles: true, exit: 0, stdout: '1 FRUIT=pear\n' },
    },
    {
      id: 'main-one-parameter',
      feature: '`int main(int argc)`',
      status: 'note',
      note: 'It is called with `argc`, and the compiler warns: standard C has `int main(void)` and `int main(int argc, char *argv[])`.',
      program: 'int main(int argc)\n{\n    return argc + 2;\n}\n',
      expect: { compiles: true, exit: 3, warns: "only one parameter on 'main'" },
    },
    {
      id: 'main-void',
      feature: '`void main()`',
      status: 'note',
      note: 'Its exit status is 0, and the compiler warns: standard C wants an `int`.',
      program: '#include <stdio.h>\nvoid main()\n{\n    puts("ran");\n}\n',
      expect: { compiles: true, exit: 0, stdout: 'ran\n', warns: "return type of 'main' is not 'int'" },
    },
    {
      id: 'main-without-type',
      feature: '`main()` without a type',
      status: 'refused',
      note: 'An error from C99 on; the message says so. `-std=c89` allows it.',
      program: 'main()\n{\n    return 0;\n}\n',
      expect: { compiles: false, diagnosticContains: '-std=c89' },
    },
    {
      id: 'own-names',
      feature:
        'A function or variable of your own with a name that a header declares for another: `getline`, `round`, `remove`, `index`, `y1`',
      status: 'note',
      note: 'The header’s declaration is hidden from that file, and the compiler notes it.',
      program: String.raw`#include <math.h>
#include <stdio.h>
int y1 = 2;
int getline(char line[], int max) { return line[max - 1]; }
int main(void)
{
    char line[3] = "ab";
    printf("%d %d\n", getline(line, 2) == 'b', y1);
    return 0;
}
`,
      expect: { compiles: true, exit: 0, stdout: '1 2\n', warns: 'getline is the program’s own here' },
    },
    {
      id: 'several-mains',
      feature: 'Several files with a `main` in one project',
      status: 'note',
      note: 'Run builds the one in view with the files that have none, and says so. Settings can name another.',
      files: { 'other.c': 'int main(void)\n{\n    return 1;\n}\n' },
      program: '#include <stdio.h>\nint main(void)\n{\n    puts("main.c");\n    return 0;\n}\n',
      expect: { compiles: true, exit: 0, stdout: 'main.c\n', warns: '2 files have a main()' },
    },
    {
      id: 'header-elsewhere',
      feature: 'A header of the project in another folder, or with backslashes or other capitals in its name',
      status: 'note',
      note: 'It is found, and a note says which flag or name other compilers need.',
      files: { 'inc/util.h': '#define ANSWER 4\n' },
      program: '#include "INC\\Util.h"\nint main(void)\n{\n    return ANSWER;\n}\n',
      expect: { compiles: true, exit: 4, warns: 'inc/util.h' },
    },
    {
      id: 'capital-ending',
      feature: 'Sources named `MAIN.C`, with CRLF, with a byte order mark',
      status: 'note',
      note: '`.C` is C here, where gcc and clang take it for C++. UTF-16 is refused with a sentence.',
      files: { 'OTHER.C': '\uFEFF#define TWO \\\r\n  2\r\nint other(void)\r\n{\r\n    return TWO;\r\n}\r\n' },
      program: 'int other(void);\nint main(void)\n{\n    return other();\n}\n',
      expect: { compiles: true, exit: 2 },
    },
    {
      id: 'sanitizers',
      feature: '`-fsanitize=undefined`, `-fsanitize=address`',
      status: 'note',
      note: 'Both build a checked program, which stops at a mistake and explains it. Other sanitizers, `-pg` and coverage need a library that is not here, and say so.',
      flags: ['-fsanitize=undefined'],
      program:
        '#include <limits.h>\nint main(int argc, char **argv)\n{\n    (void)argv;\n    return INT_MAX + argc;\n}\n',
      expect: { traps: 'failed-check' },
    },
    {
      id: 'implicit-declaration',
      feature: 'Calling a function that was never declared',
      status: 'refused',
      note: 'An error from C99 on. `-std=c89` allows it.',
      program: 'int main(void)\n{\n    return triple(14);\n}\nint triple(int n) { return 3 * n; }\n',
      expect: { compiles: false, diagnosticContains: "call to undeclared function 'triple'" },
    },
    {
      id: 'mismatched-call',
      feature: 'Calling a function with other types than it was defined with',
      status: 'refused',
      note: 'WebAssembly checks the types of every call, so the linker refuses what would trap. Declare the function in a header that both files include.',
      flags: ['-std=c89', '-w'],
      program: 'int main(void)\n{\n    return half(84);\n}\n',
      files: { 'half.c': 'int half(double x) { return (int)(x / 2); }\n' },
      expect: { compiles: false, diagnosticContains: 'function signature mismatch: half' },
    },
    {
      id: 'function-pointer-cast',
      feature: 'Calling through a function pointer of another type',
      status: 'note',
      note: 'It compiles, and traps when called: WebAssembly checks the type.',
      program: String.raw`static double half(double x) { return x / 2; }
int main(void)
{
    int (*volatile wrong)(int) = (int (*)(int))(void *)half;
    return wrong(3);
}
`,
      expect: { traps: 'null-call' },
    },
    {
      id: 'stack-overflow',
      feature: 'Stack overflow',
      status: 'note',
      note: 'The stack has 8 MiB, as on Linux; `-Wl,-z,stack-size=…` changes that. Overflowing it traps, overwrites nothing, and names the function. Small functions may use up the call stack of the engine first, after some 10,000 calls, which ends the program too.',
      program: String.raw`#include <stdio.h>
static int down(int n)
{
    volatile char room[1024];
    room[n & 1023] = (char)n;
    return down(n + 1) + room[n & 511];
}
int main(void)
{
    puts("falling");
    fflush(stdout);
    return down(0);
}
`,
      expect: { traps: 'stack-overflow', explains: 'down() calls itself' },
    },
    {
      id: 'big-local-array',
      feature: 'Large local arrays',
      status: 'supported',
      note: 'Up to nearly 8 MiB, as on Linux.',
      program: String.raw`#include <stdio.h>
int main(void)
{
    int sieve[1000001];
    for (int i = 0; i <= 1000000; i++)
        sieve[i] = i;
    printf("%d\n", sieve[1000000]);
    return 0;
}
`,
      expect: { compiles: true, exit: 0, stdout: '1000000\n' },
    },
    {
      id: 'too-big-local-array',
      feature: 'A local array that is larger than the stack',
      status: 'note',
      note: 'Traps, and the message names the array, its size and what to do.',
      program: String.raw`#include <stdio.h>
static int last(int n)
{
    int sieve[10000001];
    for (int i = 0; i <= 10000000; i++)
        sieve[i] = i + n;
    return sieve[n];
}
int main(void)
{
    printf("%d\n", last(2));
    return 0;
}
`,
      expect: { traps: 'stack-overflow', explains: 'sieve in last() (main.c:4) takes 40,000,004 bytes' },
    },
    {
      id: 'stack-size-flag',
      feature: 'A stack of another size (`-Wl,-z,stack-size=…`)',
      status: 'supported',
      note: '',
      flags: ['-Wl,-z,stack-size=67108864'],
      program: String.raw`#include <stdio.h>
int main(void)
{
    volatile int sieve[10000001];
    for (int i = 0; i <= 10000000; i++)
        sieve[i] = i;
    printf("%d\n", sieve[10000000]);
    return 0;
}
`,
      expect: { compiles: true, exit: 0, stdout: '10000000\n' },
    },
    {
      id: 'deep-recursion',
      feature: 'Recursion 10,000 calls deep, and large static arrays',
      status: 'supported',
      note: '',
      program: String.raw`#include <stdio.h>
static char big[64 << 20];
static int depth(int n) { return n == 0 ? 0 : 1 + depth(n - 1); }
int main(void)
{
    big[sizeof big - 1] = 1;
    printf("%d %d\n", depth(10000), big[sizeof big - 1]);
    return 0;
}
`,
      expect: { compiles: true, exit: 0, stdout: '10000 1\n' },
    },
    {
      id: 'evaluation-order',
      feature: 'The order in which arguments are evaluated',
      status: 'note',
      note: 'C leaves it open. clang goes from left to right; gcc mostly goes from right to left, so `printf("%d %d", i++, i++)` prints something else there.',
      program: String.raw`#include <stdio.h>
static int next(void)
{
    static int number;
    return ++number;
}
int main(void)
{
    printf("%d %d\n", next(), next());
    return 0;
}
`,
      expect: { compiles: true, exit: 0, stdout: '1 2\n' },
    },
    {
      id: 'writing-a-literal',
      feature: 'Writing to a string literal (`strtok("a b", " ")`)',
      status: 'note',
      note: 'Undefined in C. It crashes on Linux and changes the literal here: WebAssembly has no memory that is read only.',
      program: String.raw`#include <stdio.h>
#include <string.h>
int main(void)
{
    char *text = "red green";
    printf("%s %s\n", strtok(text, " "), strtok(NULL, " "));
    return 0;
}
`,
      expect: { compiles: true, exit: 0, stdout: 'red green\n' },
    },
    {
      id: 'null-pointer',
      feature: 'Using a null pointer',
      status: 'note',
      note: 'Address 0 is ordinary memory in WebAssembly, so this does not crash in a program without checks. A checked program stops there.',
      flags: ['-O0', '-fsanitize=null', '-fsanitize-trap=null'],
      program: String.raw`int main(void)
{
    int *volatile nowhere = 0;
    return *nowhere;
}
`,
      expect: { traps: 'failed-check', explains: 'a pointer that is NULL' },
    },
    {
      id: 'division-by-zero',
      feature: 'Integer division by zero',
      status: 'note',
      note: 'Traps at its line, at every optimisation level; no SIGFPE is sent.',
      program: String.raw`int main(void)
{
    volatile int zero = 0;
    return 10 / zero;
}
`,
      expect: { traps: 'divide-by-zero' },
    },
    {
      id: 'division-by-known-zero',
      feature: 'Integer division by a zero that the compiler can see',
      status: 'note',
      note: 'Traps too: it is checked before the optimiser may assume that it does not happen.',
      flags: ['-O2'],
      program: String.raw`#include <stdio.h>
int main(void)
{
    int a = 10, b = 0;
    int c = a / b;
    printf("%d\n", c);
    return 0;
}
`,
      expect: { traps: 'divide-by-zero' },
    },
    {
      id: 'smallest-by-minus-one',
      feature: 'Dividing the smallest `int` by -1',
      status: 'note',
      note: 'Traps when the program computes it; where the compiler can, from level -O1 on, the result is anything.',
      program: String.raw`#include <limits.h>
int main(void)
{
    volatile int by = -1;
    return INT_MIN / by;
}
`,
      expect: { traps: 'integer-overflow' },
    },
  ],
};
