/*
 * %I64d is how Windows' libraries write %lld. A program with such a format in an object is linked so that formats pass
 * through here (runtime/toolchain/link/windows-formats.ts); libc then sees them in standard C.
 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

int __real_vfprintf(FILE *stream, const char *format, va_list list);
int __real_vfscanf(FILE *stream, const char *format, va_list list);
int __real_vfwprintf(FILE *stream, const wchar_t *format, va_list list);
int __real_vfwscanf(FILE *stream, const wchar_t *format, va_list list);

/* Formats up to this many bytes take no memory from the heap. */
#define SPACE 512

enum family { PRINT, SCAN };

static unsigned get(const void *text, size_t unit, size_t at)
{
    return unit == 1 ? ((const unsigned char *)text)[at] : (unsigned)((const wchar_t *)text)[at];
}

static void put(void *text, size_t unit, size_t at, unsigned value)
{
    if (unit == 1)
        ((unsigned char *)text)[at] = (unsigned char)value;
    else
        ((wchar_t *)text)[at] = (wchar_t)value;
}

static int is_one_of(const char *set, unsigned value)
{
    return value != 0 && value < 128 && strchr(set, (int)value) != NULL;
}

static int is_i64(const void *from, size_t unit, size_t at)
{
    return get(from, unit, at) == 'I' && get(from, unit, at + 1) == '6' && get(from, unit, at + 2) == '4' &&
           is_one_of("diouxX", get(from, unit, at + 3));
}

/* The end of the set of characters of a %[…], which begins at `at`. A ] that stands first is one of the set. */
static size_t end_of_set(const void *from, size_t unit, size_t at)
{
    at++;
    if (get(from, unit, at) == '^')
        at++;
    if (get(from, unit, at) == ']')
        at++;
    while (get(from, unit, at) != 0 && get(from, unit, at) != ']')
        at++;
    return at;
}

/* `to` has room for as much as there is in `from`: what is written is never longer. */
static void standardize(void *to, const void *from, size_t unit, enum family family)
{
    size_t at = 0, end = 0;
    int is_conversion = 0;
    for (unsigned value; (value = get(from, unit, at)) != 0; at++) {
        if (is_conversion && is_i64(from, unit, at)) {
            put(to, unit, end++, 'l');
            put(to, unit, end++, 'l');
            at += 2;
            is_conversion = 0;
            continue;
        }
        if (is_conversion && family == SCAN && value == '[') {
            for (size_t last = end_of_set(from, unit, at); at < last; at++)
                put(to, unit, end++, get(from, unit, at));
            if ((value = get(from, unit, at)) == 0)
                break;
        }
        is_conversion = is_conversion ? is_one_of("0123456789$*.-+ #'", value) : value == '%';
        put(to, unit, end++, value);
    }
    put(to, unit, end, 0);
}

/* The format in standard C, in `space` or in memory of its own; NULL: there is no memory. */
static void *standard(const void *format, size_t length, size_t unit, enum family family, void *space)
{
    void *to = (length + 1) * unit <= SPACE ? space : malloc((length + 1) * unit);
    if (to != NULL)
        standardize(to, format, unit, family);
    return to;
}

static int narrow(int (*call)(FILE *, const char *, va_list), FILE *stream, const char *format, va_list list,
                  enum family family)
{
    char space[SPACE];
    if (strstr(format, "I64") == NULL)
        return call(stream, format, list);
    char *text = standard(format, strlen(format), 1, family, space);
    int result = text == NULL ? -1 : call(stream, text, list);
    if (text != space)
        free(text);
    return result;
}

static int wide(int (*call)(FILE *, const wchar_t *, va_list), FILE *stream, const wchar_t *format, va_list list,
                enum family family)
{
    wchar_t space[SPACE / sizeof(wchar_t)];
    if (wcsstr(format, L"I64") == NULL)
        return call(stream, format, list);
    wchar_t *text = standard(format, wcslen(format), sizeof(wchar_t), family, space);
    int result = text == NULL ? -1 : call(stream, text, list);
    if (text != space)
        free(text);
    return result;
}

int __wrap_vfprintf(FILE *stream, const char *format, va_list list)
{
    return narrow(__real_vfprintf, stream, format, list, PRINT);
}

int __wrap_vfscanf(FILE *stream, const char *format, va_list list)
{
    return narrow(__real_vfscanf, stream, format, list, SCAN);
}

int __wrap_vfwprintf(FILE *stream, const wchar_t *format, va_list list)
{
    return wide(__real_vfwprintf, stream, format, list, PRINT);
}

int __wrap_vfwscanf(FILE *stream, const wchar_t *format, va_list list)
{
    return wide(__real_vfwscanf, stream, format, list, SCAN);
}
