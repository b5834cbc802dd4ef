// Every statement, recursion, function pointers, variable arguments, gotos, inline functions.
#include <assert.h>
#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
static jmp_buf back;
static volatile sig_atomic_t caught;
static void handler(int number) { caught = number; }
static inline int twice(int x) { return 2 * x; }
_Noreturn static void leave(int code) { longjmp(back, code); }
static int sum(int count, ...)
{
    va_list all, copy;
    int total = 0;
    va_start(all, count);
    va_copy(copy, all);
    while (count-- > 0) total += va_arg(all, int);
    total += va_arg(copy, int);
    va_end(copy);
    va_end(all);
    return total;
}
static double mixed(const char *kinds, ...)
{
    va_list all;
    va_start(all, kinds);
    double total = 0;
    for (; *kinds; kinds++) {
        switch (*kinds) {
        case 'd': total += va_arg(all, int); break;
        case 'l': total += (double)va_arg(all, long long); break;
        case 'f': total += va_arg(all, double); break;
        case 'L': total += (double)va_arg(all, long double); break;
        case 's': total += (double)strlen(va_arg(all, char *)); break;
        }
    }
    va_end(all);
    return total;
}
__attribute__((format(printf, 1, 2))) static void say(const char *format, ...)
{
    va_list all;
    va_start(all, format);
    vfprintf(stderr, format, all);
    va_end(all);
}
static const char *dense(int n)
{
    switch (n) {
    case 0: return "zero";
    case 1: return "one";
    case 2: return "two";
    case 3: return "three";
    case 4: return "four";
    case 5: return "five";
    case 6:
    case 7: return "more";
    case -3 ... -1: return "less";
    default: return "many";
    }
}
static int sparse(long long n)
{
    switch (n) {
    case 1: n += 3; /* fall through */
    case 1000: return (int)n;
    case 1000000: return 7;
    case 0x100000000: return 8;
    }
    return 9;
}
static int find(const int *a, int n, int wanted)
{
    int low = 0, high = n - 1;
    while (low <= high) {
        int middle = low + (high - low) / 2;
        if (a[middle] == wanted) return middle;
        else if (a[middle] < wanted) low = middle + 1;
        else high = middle - 1;
    }
    return -1;
}
static int nested(int n)
{
    int found = 0;
    for (int i = 0; i < n; i++) {
        for (int j = i; j < n; j++) {
            if ((i ^ j) == 5) continue;
            if (i * j > 40) goto out;
            do found += i | j;
            while (found % 3 == 1);
        }
    }
out:
    return found;
}
static int computed(int n)
{
    static void *const labels[] = {&&a, &&b, &&c};
    goto *labels[n % 3];
a:
    return 1;
b:
    n += 2;
c:
    return n;
}
static int fibonacci(int n) { return n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2); }
static unsigned gcd(unsigned a, unsigned b) { return b == 0 ? a : gcd(b, a % b); }
static void hanoi(int n, char from, char to, char by)
{
    if (n == 0) return;
    hanoi(n - 1, from, by, to);
    printf("%c -> %c\n", from, to);
    hanoi(n - 1, by, to, from);
}
static int old_style(a, b) int a; char b; { return a + b; }
static void at_end(void) { puts("bye"); }
__attribute__((constructor)) static void before(void) { caught = 1; }
__attribute__((noinline, cold)) static int rare(int x) { return x ? rare(x - 1) + 1 : 0; }
int (*operations[])(int) = {twice, rare, fibonacci, computed, nested};
#define SWAP(a, b) do { __typeof__(a) t = (a); (a) = (b); (b) = t; } while (0)
#define KIND(x) _Generic((x), int: "int", double: "double", char *: "text", default: "other")
int main(int argc, char **argv)
{
    int values[] = {1, 3, 5, 7, 9, 11}, x = 3, y = 4;
    atexit(at_end);
    signal(SIGINT, handler);
    if (setjmp(back) == 0) leave(3);
    for (size_t i = 0; i < sizeof operations / sizeof *operations; i++) printf("%d ", operations[i](6));
    SWAP(x, y);
    hanoi(3, 'a', 'b', 'c');
    say("%s %d %c %5.2f %p\n", dense(argc), sparse(argc), 'x', mixed("dlfLs", 1, 2ll, 3.0, 4.0L, "five"), (void *)argv);
    if (fopen("/nowhere", "r") == NULL) fprintf(stderr, "%s %d\n", strerror(errno), errno);
    assert(x == 4 && "swapped");
    int total = ({ int t = sum(3, 1, 2, 3); t + (int)gcd(12, 18); });
    printf("%s %s %d %d\n", KIND(1), KIND(2.0), find(values, 6, 7), total + old_style(1, 'b') + (int)time(NULL) + (argc ?: 1));
    raise(SIGINT);
    return getopt(argc, argv, "ab:") == -1 ? EXIT_SUCCESS : EXIT_FAILURE;
}
