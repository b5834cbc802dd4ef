/* A printf of our own, to see how functions with "..." work. */
#include <stdarg.h>
#include <stdio.h>

static void print_number(unsigned number, unsigned base)
{
    if (number >= base)
        print_number(number / base, base);
    putchar("0123456789abcdef"[number % base]);
}

/* Knows %d, %x, %b (binary), %c, %s and %%. */
static void print(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);

    for (const char *p = format; *p != '\0'; p++) {
        if (*p != '%') {
            putchar(*p);
            continue;
        }
        switch (*++p) {
        case 'd': {
            int number = va_arg(arguments, int);
            if (number < 0)
                putchar('-');
            print_number(number < 0 ? 0u - (unsigned)number : (unsigned)number, 10);
            break;
        }
        case 'x': print_number(va_arg(arguments, unsigned), 16); break;
        case 'b': print_number(va_arg(arguments, unsigned), 2); break;
        /* A char travels as an int: small types are promoted on the way. */
        case 'c': putchar(va_arg(arguments, int)); break;
        case 's': fputs(va_arg(arguments, const char *), stdout); break;
        case '%': putchar('%'); break;
        default: fputs("(?)", stdout);
        }
    }
    va_end(arguments);
}

int main(void)
{
    print("%s has %d letters, the first is %c\n", "varargs", 7, 'v');
    print("%d is %x in hexadecimal and %b in binary\n", 2026, 2026u, 2026u);
    print("%d is the smallest int, and I am 100%% sure\n", -2147483647 - 1);
    return 0;
}
