/* setjmp marks a place, longjmp returns to it from however deep: exceptions, the C way. */
#include <setjmp.h>
#include <stdio.h>

enum { BAD_CHARACTER = 1, DIVISION_BY_ZERO, MISSING_BRACKET };

static jmp_buf failure;
static const char *at;

static int sum(void);

static int atom(void)
{
    if (*at == '(') {
        at++;
        int value = sum();
        if (*at++ != ')')
            longjmp(failure, MISSING_BRACKET);
        return value;
    }
    if (*at < '0' || *at > '9')
        longjmp(failure, BAD_CHARACTER);
    int value = 0;
    while (*at >= '0' && *at <= '9')
        value = 10 * value + (*at++ - '0');
    return value;
}

static int product(void)
{
    int value = atom();
    while (*at == '*' || *at == '/') {
        char sign = *at++;
        int next = atom();
        if (sign == '/' && next == 0)
            longjmp(failure, DIVISION_BY_ZERO);
        value = sign == '*' ? value * next : value / next;
    }
    return value;
}

static int sum(void)
{
    int value = product();
    while (*at == '+' || *at == '-') {
        char sign = *at++;
        int next = product();
        value = sign == '+' ? value + next : value - next;
    }
    return value;
}

static void calculate(const char *text)
{
    printf("%-14s ", text);
    at = text;

    /* The first time setjmp gives 0; after a longjmp, the number that was thrown. */
    switch (setjmp(failure)) {
    case 0: printf("= %d\n", sum()); break;
    case BAD_CHARACTER: printf("? nothing I know at \"%s\"\n", at); break;
    case DIVISION_BY_ZERO: printf("? division by zero\n"); break;
    case MISSING_BRACKET: printf("? a bracket is missing\n"); break;
    }
}

int main(void)
{
    calculate("2+3*4");
    calculate("(2+3)*4");
    calculate("10/(5-5)");
    calculate("((7-2)*3");
    calculate("6*seven");
    calculate("100-8/2");
    return 0;
}
