/* Calls with and without a prototype's help: variable arguments, callbacks from libc, jumps and signals. */
#include <search.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct pair { short a; double b; };
struct large { int a[30]; char end; };

static double sum(int n, ...)
{
    va_list list, again;
    va_start(list, n);
    va_copy(again, list);
    double total = 0;
    for (int i = 0; i < n; i++) total += va_arg(list, double);
    va_end(list);
    total += va_arg(again, double);
    va_end(again);
    return total;
}

static int mixed(const char *kinds, ...)
{
    va_list list;
    va_start(list, kinds);
    int total = 0;
    for (; *kinds; kinds++)
        switch (*kinds) {
        case 'i': total += va_arg(list, int); break;
        case 'l': total += (int)va_arg(list, long long); break;
        case 'd': total += (int)va_arg(list, double); break;
        case 's': total += (int)strlen(va_arg(list, char *)); break;
        case 'p': { struct pair pair = va_arg(list, struct pair); total += pair.a + (int)pair.b; break; }
        case 'L': { struct large large = va_arg(list, struct large); total += large.a[7]; break; }
        }
    va_end(list);
    return total;
}

static void vsay(char *to, size_t room, const char *format, va_list list) { vsnprintf(to, room, format, list); }
static void say(char *to, size_t room, const char *format, ...) { va_list list; va_start(list, format); vsay(to, room, format, list); va_end(list); }

static int compare(const void *a, const void *b) { return *(const int *)a - *(const int *)b; }
static int texts(const void *a, const void *b) { return strcmp(*(char *const *)a, *(char *const *)b); }
static int visited;
static void visit(const void *node, VISIT which, int depth) { if (which == postorder || which == leaf) visited += **(int *const *)node + (depth < 0); }
static int twice(int x) { return 2 * x; }
static int thrice(int x) { return 3 * x; }
static int folded(int (*with)(int), int n) { int s = 0; for (int i = 0; i < n; i++) s += with(i); return s; }
static volatile sig_atomic_t signalled;
static void on_signal(int number) { int here[4]; here[0] = number; signalled = here[0]; }
static jmp_buf at;
static void deep(int n) { int a[64]; a[n] = n; if (n == 9) longjmp(at, a[n]); deep(n + 1); }
static int ended;
static void at_exit(void) { ended++; }
static struct large made(int n) { struct large l; l.a[7] = n; return l; }
static long long wide(int x) { return (long long)x << 33; }
static float narrow(double d) { return (float)d; }

int main(void)
{
    struct pair pair = { 2, 3 };
    struct large large = made(5);
    if (sum(3, 1.0, 2.0, 3.0) != 7) return 1;
    if (mixed("ildspLis", 1, 2LL, 3.0, "four", pair, large, 6, "seven") != 31) return 2;
    char text[40];
    say(text, sizeof text, "%d %s %.1f %c %lld", 1, "x", 2.5, 'y', 7LL);
    if (strcmp(text, "1 x 2.5 y 7") != 0) return 3;
    int numbers[30];
    for (int i = 0; i < 30; i++) numbers[i] = (i * 7) % 30;
    qsort(numbers, 30, sizeof *numbers, compare);
    int key = 17, *found = bsearch(&key, numbers, 30, sizeof *numbers, compare);
    if (!found || *found != 17) return 4;
    char *words[] = { "pear", "apple", "fig" };
    qsort(words, 3, sizeof *words, texts);
    if (strcmp(words[0], "apple") != 0) return 5;
    void *tree = NULL;
    for (int i = 0; i < 10; i++) tsearch(&numbers[i], &tree, compare);
    twalk(tree, visit);
    if (visited != 45) return 6;
    int (*const table[])(int) = { twice, thrice };
    if (folded(table[0], 4) + folded(table[1], 3) != 21) return 7;
    signal(SIGINT, on_signal);
    raise(SIGINT);
    if (signalled != SIGINT) return 8;
    volatile int count = 0;
    int code = setjmp(at);
    if (code == 0) deep(0);
    count++;
    if (code != 9 || count != 1) return 9;
    int after[20];
    after[3] = code;
    if (after[3] != 9 || wide(3) >> 33 != 3 || narrow(0.5) != 0.5f) return 10;
    atexit(at_exit);
    struct { int quot, rem; } split = { div(17, 5).quot, (int)ldiv(17, 5).rem };
    if (split.quot != 3 || split.rem != 2 || lldiv(17, 5).quot != 3) return 11;
    puts("done");
}
