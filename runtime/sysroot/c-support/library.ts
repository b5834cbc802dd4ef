import { type CSupportSection } from './row.ts';

export const LIBRARY: CSupportSection = {
  title: 'The standard library',
  rows: [
    {
      id: 'printf',
      feature: '`printf`, `snprintf`, all conversions',
      status: 'supported',
      note: '',
      program: String.raw`#include <inttypes.h>
#include <stdio.h>
int main(void)
{
    char text[16];
    snprintf(text, sizeof text, "%05.1f|%-4s|", 2.25, "ab");
    printf("%s%+d|%#x|%e|%a|%" PRIu64 "\n", text, 7, 255, 12345.678, 1.0, UINT64_MAX);
    return 0;
}
`,
      expect: {
        compiles: true,
        exit: 0,
        stdout: '002.2|ab  |+7|0xff|1.234568e+04|0x1p+0|18446744073709551615\n',
      },
    },
    {
      id: 'scanf',
      feature: '`scanf`, `fgets`, `getchar`, `ungetc`',
      status: 'supported',
      note: '',
      stdin: '12 3.5 word\nwhole line\nz',
      program: String.raw`#include <stdio.h>
int main(void)
{
    int i;
    double d;
    char word[8], line[32];
    int count = scanf("%d %lf %7s ", &i, &d, word);
    if (fgets(line, sizeof line, stdin) == NULL)
        return 1;
    int c = getchar();
    ungetc(c, stdin);
    printf("%d %d %g %s %s%c %d\n", count, i, d, word, line, getchar(), getchar() == EOF);
    return 0;
}
`,
      expect: { compiles: true, exit: 0, stdout: '3 12 3.5 word whole line\nz 1\n' },
    },
    {
      id: 'long-double',
      feature: '`long double` in `printf` and `scanf`',
      status: 'supported',
      note: '',
      program: String.raw`#include <math.h>
#include <stdio.h>
int main(void)
{
    long double x = 0;
    sscanf("0.1", "%Lf", &x);
    printf("%.20Lf %.10Lf\n", x, sqrtl(2.0L));
    return 0;
}
`,
      expect: { compiles: true, exit: 0, stdout: '0.10000000000000000000 1.4142135624\n' },
    },
    {
      id: 'strings',
      feature: '`<string.h>`, `<ctype.h>`, `strtol`, `strtod`, `strtok`',
      status: 'supported',
      note: '',
      program: String.raw`#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
int main(void)
{
    char text[] = "a,b;c";
    for (char *part = strtok(text, ",;"); part != NULL; part = strtok(NULL, ",;"))
        putchar(toupper((unsigned char)*part));
    printf(" %ld %g %s\n", strtol("0x2a", NULL, 0), strtod("1e3", NULL), strstr("needle", "ed"));
    return 0;
}
`,
      expect: { compiles: true, exit: 0, stdout: 'ABC 42 1000 edle\n' },
    },
    {
      id: 'sorting-with-bool',
      feature: '`qsort` with a comparator that answers `a > b` or `a < b`',
      status: 'supported',
      note: 'As with glibc: `qsort` is a stable merge sort.',
      program: String.raw`#include <stdio.h>
#include <stdlib.h>
#include <string.h>
typedef struct { char name[20]; int mark; } Student;
static int by_mark(const void *a, const void *b) { return ((Student *)a)->mark < ((Student *)b)->mark; }
static int by_name(const void *a, const void *b) { return strcmp(((Student *)a)->name, ((Student *)b)->name) > 0; }
int main(void)
{
    Student s[] = { { "Eva", 50 }, { "Bob", 90 }, { "Ann", 70 }, { "Dan", 60 }, { "Cid", 80 }, { "Fay", 40 } };
    qsort(s, 6, sizeof *s, by_mark);
    for (int i = 0; i < 6; i++)
        printf("%d ", s[i].mark);
    qsort(s, 6, sizeof *s, by_name);
    for (int i = 0; i < 6; i++)
        printf("%s ", s[i].name);
    return 0;
}
`,
      expect: { compiles: true, exit: 0, stdout: '90 80 70 60 50 40 Ann Bob Cid Dan Eva Fay ' },
    },
    {
      id: 'sorting',
      feature: '`qsort`, `qsort_r`, `bsearch`',
      status: 'supported',
      note: '',
      program: String.raw`#include <stdio.h>
#include <stdlib.h>
static int compare(const void *a, const void *b) { return *(const int *)a - *(const int *)b; }
int main(void)
{
    int n[] = { 5, 3, 9, 1 }, key = 9;
    qsort(n, 4, sizeof *n, compare);
    int *found = bsearch(&key, n, 4, sizeof *n, compare);
    printf("%d %d %d %d at %d\n", n[0], n[1], n[2], n[3], (int)(found - n));
    return 0;
}
`,
      expect: { compiles: true, exit: 0, stdout: '1 3 5 9 at 3\n' },
    },
    {
      id: 'memory',
      feature: '`malloc`, `calloc`, `realloc`, `aligned_alloc`, `memalign`',
      status: 'supported',
      note: '',
      program: String.raw`#include <malloc.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
int main(void)
{
    char *grown = realloc(calloc(4, 1), 1 << 20);
    void *a = aligned_alloc(64, 128), *b = memalign(256, 10);
    printf("%d %d %d\n", grown[3], (int)((uintptr_t)a % 64), (int)((uintptr_t)b % 256));
    free(grown), free(a), free(b);
    return 0;
}
`,
      expect: { compiles: true, exit: 0, stdout: '0 0 0\n' },
    },
    {
      id: 'math',
      feature: '`<math.h>`, `<tgmath.h>`, `<fenv.h>`',
      status: 'supported',
      note: 'No `-lm` is needed, and giving it does no harm. The rounding mode cannot be changed.',
      flags: ['-lm'],
      program: String.raw`#include <math.h>
#include <stdio.h>
int main(void)
{
    printf("%.6f %.6f %.6f %d %d\n", sin(1), pow(2, 0.5), tgamma(5), isnan(NAN) != 0, isinf(-INFINITY) != 0);
    return 0;
}
`,
      expect: { compiles: true, exit: 0, stdout: '0.841471 1.414214 24.000000 1 1\n' },
    },
    {
      id: 'random',
      feature: '`rand`, `srand`, `random`, `rand_r`, `getentropy`',
      status: 'supported',
      note: 'The same numbers as with glibc, for every seed and without one.',
      program: String.raw`#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
int main(void)
{
    unsigned char bytes[16] = { 0 };
    int first = rand(), second = rand();
    srand(42);
    printf("%d %d %d %d ", first, second, rand(), rand());
    unsigned seed = 5;
    srandom(1);
    printf("%d %d %d\n", random() == first, rand_r(&seed), getentropy(bytes, sizeof bytes));
    return 0;
}
`,
      expect: {
        compiles: true,
        exit: 0,
        stdout: '1804289383 846930886 71876166 708592740 1 234104184 0\n',
      },
    },
    {
      id: 'wide-characters',
      feature: 'Wide characters, `setlocale`, UTF-8',
      status: 'supported',
      note: 'Call `setlocale(LC_ALL, "")` first: it selects `C.UTF-8`, the only locale besides the plain `C` a program starts in.',
      program: String.raw`#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <wchar.h>
int main(void)
{
    wchar_t wide[16];
    setlocale(LC_ALL, "");
    size_t length = mbstowcs(wide, "héllo €", 16);
    printf("%d %lc %ls\n", (int)length, (wint_t)wide[6], L"déjà");
    return 0;
}
`,
      expect: { compiles: true, exit: 0, stdout: '7 € déjà\n' },
    },
    {
      id: 'unicode-strings',
      feature: '`char16_t`, `char32_t`, `u8""` strings (`<uchar.h>`)',
      status: 'supported',
      note: '',
      program: String.raw`#include <locale.h>
#include <stdio.h>
#include <uchar.h>
int main(void)
{
    setlocale(LC_ALL, "");
    char32_t point;
    mbstate_t state = { 0 };
    size_t size = mbrtoc32(&point, "😀", 4, &state);
    printf("%d U+%X %d\n", (int)size, (unsigned)point, (int)(sizeof u"😀" / sizeof(char16_t)) - 1);
    return 0;
}
`,
      expect: { compiles: true, exit: 0, stdout: '4 U+1F600 2\n' },
    },
    {
      id: 'regex',
      feature: '`<regex.h>`, `<fnmatch.h>`, `getopt_long`',
      status: 'supported',
      note: '',
      args: ['-v', '--size=3'],
      program: String.raw`#include <fnmatch.h>
#include <getopt.h>
#include <regex.h>
#include <stdio.h>
int main(int argc, char *argv[])
{
    static const struct option options[] = { { "size", required_argument, 0, 's' }, { 0, 0, 0, 0 } };
    for (int c; (c = getopt_long(argc, argv, "v", options, NULL)) != -1;)
        printf("%c%s ", c, optarg ? optarg : "");
    regex_t regex;
    regmatch_t match;
    regcomp(&regex, "[0-9]+", REG_EXTENDED);
    printf("%d", regexec(&regex, "abc123", 1, &match, 0));
    printf(" %d %d\n", (int)match.rm_so, fnmatch("*.c", "main.c", 0));
    return 0;
}
`,
      expect: { compiles: true, exit: 0, stdout: 'v s3 0 3 0\n' },
    },
    {
      id: 'setjmp',
      feature: '`setjmp`, `longjmp`, `sigsetjmp`',
      status: 'supported',
      note: '',
      program: String.raw`#include <setjmp.h>
#include <stdio.h>
static jmp_buf back;
static sigjmp_buf again;
static void fail(int code) { longjmp(back, code); }
int main(void)
{
    volatile int tries = 0;
    int code = setjmp(back);
    if (code == 0)
        fail(3);
    if (sigsetjmp(again, 1) < 2)
        siglongjmp(again, ++tries + 1);
    printf("%d %d\n", code, tries);
    return 0;
}
`,
      expect: { compiles: true, exit: 0, stdout: '3 1\n' },
    },
    {
      id: 'exit',
      feature: '`exit`, `atexit`, `quick_exit`, `_Exit`, exit status',
      status: 'supported',
      note: '',
      program: String.raw`#include <stdio.h>
#include <stdlib.h>
static void last(void) { puts("last"); }
static void first(void) { puts("first"); }
int main(void)
{
    atexit(last);
    atexit(first);
    exit(3);
}
`,
      expect: { compiles: true, exit: 3, stdout: 'first\nlast\n' },
    },
    {
      id: 'abort',
      feature: '`abort`',
      status: 'note',
      note: 'Ends the program with a trap; a SIGABRT handler is not called.',
      program: '#include <stdlib.h>\nint main(void)\n{\n    abort();\n}\n',
      expect: { traps: 'abort' },
    },
    {
      id: 'assert',
      feature: '`assert`',
      status: 'supported',
      note: '',
      program: '#include <assert.h>\nint main(void)\n{\n    assert(1 + 1 == 3);\n    return 0;\n}\n',
      expect: { traps: 'abort', stderrContains: 'Assertion failed: 1 + 1 == 3' },
    },
    {
      id: 'errno',
      feature: '`errno`, `strerror`, `perror`',
      status: 'note',
      note: 'All names of Linux are there, and the texts are glibc’s. The numbers are those of WASI, so always use the names. `ENOTCAPABLE` is an errno that only WASI has.',
      program: String.raw`#include <errno.h>
#include <stdio.h>
#include <string.h>
int main(void)
{
    fopen("missing.txt", "r");
    int reason = errno;
    perror("missing.txt");
    printf("%d %s\n", reason == ENOENT, strerror(ENOTCAPABLE));
    return 0;
}
`,
      expect: {
        compiles: true,
        exit: 0,
        stdout: '1 Capabilities insufficient\n',
        stderrContains: 'missing.txt: No such file or directory',
      },
    },
    {
      id: 'errno-names',
      feature: 'Names of `errno` that WASI has not: `ENODATA`, `ETIME`, `ESHUTDOWN`, …',
      status: 'supported',
      note: '',
      program: String.raw`#include <errno.h>
#include <stdio.h>
#include <string.h>
int main(void)
{
    errno = ENODATA;
    printf("%d %s; %s; %s; %s\n", errno != 0, strerror(errno), strerror(ETIME), strerror(EDOM), strerror(9999));
    return 0;
}
`,
      expect: {
        compiles: true,
        exit: 0,
        stdout: '1 No data available; Timer expired; Numerical argument out of domain; Unknown error 9999\n',
      },
    },
    {
      id: 'err',
      feature: '`err`, `errx`, `warn`, `warnx` (`<err.h>`)',
      status: 'supported',
      note: '',
      program: String.raw`#include <err.h>
#include <errno.h>
int main(void)
{
    warnx("%d bottles", 3);
    errno = EACCES;
    err(4, "cannot open %s", "door");
}
`,
      expect: { compiles: true, exit: 4, stderrContains: 'cannot open door: Permission denied' },
    },
    {
      id: 'gets',
      feature: '`gets`',
      status: 'note',
      note: 'Works, with a warning: it cannot know how big the buffer is, and C dropped it in 2011. Use `fgets`.',
      stdin: 'one line\n\nlast',
      program: String.raw`#include <stdio.h>
int main(void)
{
    char line[80];
    while (gets(line) != NULL)
        printf("[%s]", line);
    return 0;
}
`,
      expect: {
        compiles: true,
        exit: 0,
        stdout: '[one line][][last]',
        warns: 'use fgets(buffer, sizeof buffer, stdin)',
      },
    },
    {
      id: 'fflush-stdin',
      feature: '`fflush(stdin)`',
      status: 'note',
      note: 'Undefined in C. As with glibc, input from a file or a pipe is kept; at the terminal, what is left of the line is forgotten.',
      stdin: '1 2\n3 4\n5 6\n',
      program: String.raw`#include <stdio.h>
int main(void)
{
    int a, b;
    while (scanf("%d %d", &a, &b) != EOF) {
        fflush(stdin);
        printf("%d ", a + b);
    }
    return 0;
}
`,
      expect: { compiles: true, exit: 0, stdout: '3 7 11 ' },
    },
    {
      id: 'late-setvbuf',
      feature: '`setvbuf`, `setbuf` after something was printed',
      status: 'supported',
      note: '',
      program: String.raw`#include <stdio.h>
int main(void)
{
    printf("before\n");
    printf("and ");
    setvbuf(stdout, NULL, _IONBF, 0);
    printf("after ");
    setbuf(stdout, NULL);
    printf("%d\n", 3);
    return 0;
}
`,
      expect: { compiles: true, exit: 0, stdout: 'before\nand after 3\n' },
    },
    {
      id: 'windows-formats',
      feature: '`%I64d`, `%I64u`, `%I64x`, `%I64i`, `%I64o` of Windows',
      status: 'note',
      note: 'They mean what they mean on Windows: `long long`. The compiler warns, and the note says that standard C is `%lld`.',
      stdin: '-9000000000 18000000000000000000',
      program: String.raw`#include <stdio.h>
int main(void)
{
    long long a;
    unsigned long long b;
    if (scanf("%I64d %I64u", &a, &b) != 2)
        return 1;
    printf("%I64d|%14I64d|%I64u|%I64x|%s\n", a, a, b, b, "end");
    return 0;
}
`,
      expect: {
        compiles: true,
        exit: 0,
        stdout: '-9000000000|   -9000000000|18000000000000000000|f9ccd8a1c5080000|end\n',
        warns: '%I64d works here as on Windows. Standard C is %lld',
      },
    },
    {
      id: 'borland',
      feature:
        '`strrev`, `strlwr`, `strupr`, `stricmp`, `strcmpi`, `strnicmp`, `itoa`, `ltoa` of Borland and Microsoft',
      status: 'note',
      note: 'They are there, and no header declares them, because many programs have their own: the compiler says how to.',
      program: String.raw`#include <stdio.h>
char *strrev(char *);
char *strupr(char *);
int stricmp(const char *, const char *);
char *itoa(int, char *, int);
int main(void)
{
    char text[] = "abc", number[40];
    printf("%s %s ", strupr(strrev(text)), itoa(-42, number, 10));
    printf("%s %d\n", itoa(255, number, 16), stricmp("aB", "Ab"));
    return 0;
}
`,
      expect: { compiles: true, exit: 0, stdout: 'CBA -42 ff 0\n' },
    },
    {
      id: 'borland-undeclared',
      feature: 'The same, not declared',
      status: 'refused',
      note: 'The note says how to declare it.',
      program: '#include <string.h>\nint main(void)\n{\n    char text[] = "abc";\n    return strrev(text) == 0;\n}\n',
      expect: { compiles: false, diagnosticContains: 'declare it yourself: char *strrev(char *);' },
    },
    {
      id: 'null-text',
      feature: '`printf("%s", NULL)`',
      status: 'note',
      note: 'Prints `(null)`, as glibc does. `puts(NULL)` prints an empty line, where glibc crashes.',
      program: String.raw`#include <stdio.h>
int main(void)
{
    char *volatile nothing = NULL;
    printf("[%s]\n", nothing);
    return 0;
}
`,
      expect: { compiles: true, exit: 0, stdout: '[(null)]\n' },
    },
    {
      id: 'null-stream',
      feature: 'Using what `fopen` returned when it failed',
      status: 'note',
      note: 'Traps at the call, and the message says that the `FILE *` is NULL; the same for every function that takes one.',
      program: String.raw`#include <stdio.h>
int main(void)
{
    FILE *file = fopen("missing.txt", "r");
    int c;
    while ((c = fgetc(file)) != EOF)
        putchar(c);
    return 0;
}
`,
      expect: { traps: 'failed-check', explains: 'fgetc was given a FILE * that is NULL' },
    },
  ],
};
