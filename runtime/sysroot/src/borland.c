/*
 * What Borland's and Microsoft's libraries add to <string.h> and <stdlib.h>. No header declares it, because many programs
 * have functions of their own by these names; the compiler's note says how to declare it (toolchain/report/explanations.ts).
 */
#define _GNU_SOURCE
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

char *strrev(char *text)
{
    for (size_t i = 0, j = strlen(text); i + 1 < j; i++) {
        char last = text[--j];
        text[j] = text[i];
        text[i] = last;
    }
    return text;
}

static char *map(char *text, int (*convert)(int))
{
    for (char *at = text; *at != '\0'; at++)
        *at = (char)convert((unsigned char)*at);
    return text;
}

char *strlwr(char *text) { return map(text, tolower); }
char *strupr(char *text) { return map(text, toupper); }
int stricmp(const char *a, const char *b) { return strcasecmp(a, b); }
int strcmpi(const char *a, const char *b) { return strcasecmp(a, b); }
int strnicmp(const char *a, const char *b, size_t length) { return strncasecmp(a, b, length); }

static char *write_number(unsigned long value, int is_negative, char *text, int base)
{
    char *at = text;
    if (base >= 2 && base <= 36) {
        do
            *at++ = "0123456789abcdefghijklmnopqrstuvwxyz"[value % (unsigned)base];
        while ((value /= (unsigned)base) != 0);
        if (is_negative)
            *at++ = '-';
    }
    *at = '\0';
    return strrev(text);
}

char *ultoa(unsigned long value, char *text, int base) { return write_number(value, 0, text, base); }

char *ltoa(long value, char *text, int base)
{
    /* Only decimal numbers have a sign there. */
    int is_negative = value < 0 && base == 10;
    return write_number(is_negative ? 0 - (unsigned long)value : (unsigned long)value, is_negative, text, base);
}

char *itoa(int value, char *text, int base) { return ltoa(value, text, base); }
