/* Functions of <string.h>, <strings.h> and <stdlib.h> on texts and memory: what they are given is checked first. */
#include "check.h"
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define TEXT(name, result, parameters, arguments, ...)       \
    result __checked_##name parameters                       \
    {                                                        \
        static const char function[] = #name;                \
        __VA_ARGS__;                                         \
        return name arguments;                               \
    }

static void check_apart(const void *to, size_t to_length, const void *from, size_t from_length, const char *function)
{
    address a = (address)to, b = (address)from;
    if (to_length == 0 || from_length == 0 || a >= b + from_length || b >= a + to_length)
        return;
    report_begin("overlap");
    report_text("function", function);
    report_number("length", from_length);
    report_end();
}

/* As many bytes as are compared: up to the first that differs. */
static void check_compared(
    const void *a, const void *b, size_t most, int is_text, int is_case_ignored, const char *function)
{
    const unsigned char *left = a, *right = b;
    size_t i = 0;
    if (most > 0 && (address)a >= GUARD && (address)b >= GUARD)
        for (; i + 1 < most && !(is_text && left[i] == 0); i++)
            if (is_case_ignored ? tolower(left[i]) != tolower(right[i]) : left[i] != right[i])
                break;
    if (most > 0) {
        check_read(left, i + 1, function);
        check_read(right, i + 1, function);
    }
}

/* Of what a search looked at: up to what it found, or to the end of the text. */
static void check_searched(const char *text, const char *found, size_t length, const char *function)
{
    if (found)
        check_read(text, (size_t)(found - text) + length, function);
    else
        check_text(text, function);
}

/* A number is read up to the first byte that belongs to none. */
static void check_number(const char *text, const char *function)
{
    check_read(text, 1, function);
    size_t length = 0;
    while (isspace((unsigned char)text[length]))
        length++;
    while (text[length] == '+' || text[length] == '-' || text[length] == '.' || isalnum((unsigned char)text[length]))
        length++;
    check_read(text, length + 1, function);
}

#define SEARCH(name, parameters, arguments, length)            \
    char *__checked_##name parameters                         \
    {                                                         \
        if ((address)text < GUARD)                            \
            check_read(text, 1, #name);                       \
        char *found = name arguments;                         \
        check_searched(text, found, length, #name);           \
        return found;                                         \
    }

#define SPAN(name)                                            \
    size_t __checked_##name(const char *text, const char *set) \
    {                                                         \
        check_text(set, #name);                               \
        check_read(text, 1, #name);                           \
        size_t length = name(text, set);                      \
        check_read(text, length + 1, #name);                  \
        return length;                                        \
    }

SEARCH(strchr, (const char *text, int wanted), (text, wanted), 1)
SEARCH(strrchr, (const char *text, int wanted), (text, wanted), (check_text(text, "strrchr"), 1))
SEARCH(strstr, (const char *text, const char *wanted), (text, wanted), check_text(wanted, "strstr"))
SEARCH(strpbrk, (const char *text, const char *set), (text, set), 1)
SPAN(strspn)
SPAN(strcspn)
TEXT(strlen, size_t, (const char *text), (text), check_text(text, function))
TEXT(strnlen, size_t, (const char *text, size_t most), (text, most), check_text_up_to(text, most, function))
TEXT(strcmp, int, (const char *a, const char *b), (a, b), check_compared(a, b, SIZE_MAX, 1, 0, function))
TEXT(strncmp, int, (const char *a, const char *b, size_t most), (a, b, most),
    check_compared(a, b, most, 1, 0, function))
TEXT(strcasecmp, int, (const char *a, const char *b), (a, b), check_compared(a, b, SIZE_MAX, 1, 1, function))
TEXT(strncasecmp, int, (const char *a, const char *b, size_t most), (a, b, most),
    check_compared(a, b, most, 1, 1, function))
TEXT(strcoll, int, (const char *a, const char *b), (a, b), check_text(a, function); check_text(b, function))
TEXT(memcmp, int, (const void *a, const void *b, size_t length), (a, b, length),
    check_compared(a, b, length, 0, 0, function))

TEXT(strcpy, char *, (char *to, const char *from), (to, from), size_t bytes = check_text(from, function) + 1;
    check_write(to, bytes, function); check_apart(to, bytes, from, bytes, function))
TEXT(stpcpy, char *, (char *to, const char *from), (to, from), size_t bytes = check_text(from, function) + 1;
    check_write(to, bytes, function); check_apart(to, bytes, from, bytes, function))
TEXT(strncpy, char *, (char *to, const char *from, size_t length), (to, from, length),
    size_t bytes = check_text_up_to(from, length, function); check_write(to, length, function);
    check_apart(to, length, from, bytes, function))
TEXT(stpncpy, char *, (char *to, const char *from, size_t length), (to, from, length),
    check_text_up_to(from, length, function); check_write(to, length, function))
TEXT(strcat, char *, (char *to, const char *from), (to, from), size_t bytes = check_text(from, function) + 1;
    size_t before = check_text(to, function); check_write(to + before, bytes, function);
    check_apart(to, before + bytes, from, bytes, function))
TEXT(strncat, char *, (char *to, const char *from, size_t most), (to, from, most),
    size_t length = check_text_up_to(from, most, function); size_t before = check_text(to, function);
    check_write(to + before, length + 1, function))
TEXT(strlcpy, size_t, (char *to, const char *from, size_t most), (to, from, most),
    size_t length = check_text(from, function); check_write(to, length < most ? length + 1 : most, function))
TEXT(strlcat, size_t, (char *to, const char *from, size_t most), (to, from, most), check_text(from, function))

TEXT(memcpy, void *, (void *to, const void *from, size_t length), (to, from, length), check_read(from, length, function);
    check_write(to, length, function); if (to != from) check_apart(to, length, from, length, function))
TEXT(memmove, void *, (void *to, const void *from, size_t length), (to, from, length),
    check_read(from, length, function);
    check_write(to, length, function))
TEXT(memset, void *, (void *to, int value, size_t length), (to, value, length), check_write(to, length, function))

void __checked_bzero(void *to, size_t length)
{
    check_write(to, length, "bzero");
    memset(to, 0, length);
}

void __checked_bcopy(const void *from, void *to, size_t length)
{
    check_read(from, length, "bcopy");
    check_write(to, length, "bcopy");
    memmove(to, from, length);
}

/* It reads no further than what it finds. */
void *__checked_memchr(const void *start, int wanted, size_t length)
{
    const unsigned char *bytes = start;
    size_t room = 0;
    address bad = length == 0 ? 0 : first_unusable((address)start, length, 0);
    if (bad == 0 && start)
        return memchr(start, wanted, length);
    if (start)
        room = bad - (address)start;
    void *found = room ? memchr(bytes, wanted, room) : NULL;
    if (!found && length)
        check_read(start, length, "memchr");
    return found;
}

TEXT(strtok, char *, (char *text, const char *set), (text, set), if (text) check_text(text, function);
    check_text(set, function))
TEXT(strtok_r, char *, (char *text, const char *set, char **rest), (text, set, rest),
    if (text) check_text(text, function);
    check_text(set, function); check_write(rest, sizeof *rest, function))

TEXT(atoi, int, (const char *text), (text), check_text(text, function))
TEXT(atol, long, (const char *text), (text), check_number(text, function))
TEXT(atoll, long long, (const char *text), (text), check_number(text, function))
TEXT(atof, double, (const char *text), (text), check_number(text, function))
TEXT(strtol, long, (const char *text, char **end, int base), (text, end, base), check_number(text, function);
    if (end) check_write(end, sizeof *end, function))
TEXT(strtoul, unsigned long, (const char *text, char **end, int base), (text, end, base), check_number(text, function);
    if (end) check_write(end, sizeof *end, function))
TEXT(strtoll, long long, (const char *text, char **end, int base), (text, end, base), check_number(text, function);
    if (end) check_write(end, sizeof *end, function))
TEXT(strtoull, unsigned long long, (const char *text, char **end, int base), (text, end, base),
    check_number(text, function);
    if (end) check_write(end, sizeof *end, function))
TEXT(strtod, double, (const char *text, char **end), (text, end), check_number(text, function);
    if (end) check_write(end, sizeof *end, function))
TEXT(strtof, float, (const char *text, char **end), (text, end), check_number(text, function);
    if (end) check_write(end, sizeof *end, function))
TEXT(getenv, char *, (const char *name), (name), check_text(name, function))

typedef int compare(const void *, const void *);

void __checked_qsort(void *base, size_t count, size_t size, compare *by)
{
    check_write(base, count * size, "qsort");
    qsort(base, count, size, by);
}

void *__checked_bsearch(const void *key, const void *base, size_t count, size_t size, compare *by)
{
    check_read(base, count * size, "bsearch");
    return bsearch(key, base, count, size, by);
}
