/* Functions of <wchar.h> on texts and memory: what they are given is checked first. */
#include "check.h"
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

enum { WIDE = sizeof(wchar_t) };

void check_wide_printed(const wchar_t *text, int precision, const char *function)
{
    if (precision >= 0)
        check_wide_up_to(text, (size_t)precision, function);
    else
        check_wide(text, function);
}

/* Conversions are the same in a format of wide characters. */
static void check_format(const wchar_t *format, va_list arguments, int passed, const char *function)
{
    enum { MOST = 512 };
    char narrow[MOST];
    size_t length = check_wide(format, function);
    if (length >= MOST)
        return;
    for (size_t i = 0; i <= length; i++)
        narrow[i] = format[i] >= 0 && format[i] < 128 ? (char)format[i] : '?';
    check_printed_arguments(narrow, arguments, passed, function);
}

#define PRINT(name, parameters, stream, passed)         \
    int __checked_##name parameters                     \
    {                                                   \
        va_list arguments;                              \
        va_start(arguments, format);                    \
        FILE *to = stream;                              \
        check_stream(to, #name);                        \
        check_format(format, arguments, passed, #name); \
        int printed = vfwprintf(to, format, arguments); \
        va_end(arguments);                              \
        return printed;                                 \
    }

PRINT(wprintf, (const wchar_t *format, ...), stdout, BEHIND_ONE)
PRINT(fwprintf, (FILE *stream, const wchar_t *format, ...), stream, BEHIND_TWO)

int __checked_vwprintf(const wchar_t *format, va_list arguments)
{
    check_format(format, arguments, NOT_PASSED, "vwprintf");
    return vwprintf(format, arguments);
}

int __checked_vfwprintf(FILE *stream, const wchar_t *format, va_list arguments)
{
    check_stream(stream, "vfwprintf");
    check_format(format, arguments, NOT_PASSED, "vfwprintf");
    return vfwprintf(stream, format, arguments);
}

int __checked_fputws(const wchar_t *text, FILE *stream)
{
    check_stream(stream, "fputws");
    check_wide(text, "fputws");
    return fputws(text, stream);
}

size_t __checked_wcslen(const wchar_t *text) { return check_wide(text, "wcslen"); }

wchar_t *__checked_wcscpy(wchar_t *to, const wchar_t *from)
{
    check_write(to, (check_wide(from, "wcscpy") + 1) * WIDE, "wcscpy");
    return wcscpy(to, from);
}

wchar_t *__checked_wcsncpy(wchar_t *to, const wchar_t *from, size_t length)
{
    check_wide_up_to(from, length, "wcsncpy");
    check_write(to, length * WIDE, "wcsncpy");
    return wcsncpy(to, from, length);
}

wchar_t *__checked_wcscat(wchar_t *to, const wchar_t *from)
{
    size_t length = check_wide(from, "wcscat");
    check_write(to + check_wide(to, "wcscat"), (length + 1) * WIDE, "wcscat");
    return wcscat(to, from);
}

wchar_t *__checked_wcsncat(wchar_t *to, const wchar_t *from, size_t most)
{
    size_t length = check_wide_up_to(from, most, "wcsncat");
    check_write(to + check_wide(to, "wcsncat"), (length + 1) * WIDE, "wcsncat");
    return wcsncat(to, from, most);
}

wchar_t *__checked_wmemset(wchar_t *to, wchar_t value, size_t length)
{
    check_write(to, length * WIDE, "wmemset");
    return wmemset(to, value, length);
}

wchar_t *__checked_wmemcpy(wchar_t *to, const wchar_t *from, size_t length)
{
    check_read(from, length * WIDE, "wmemcpy");
    check_write(to, length * WIDE, "wmemcpy");
    return wmemcpy(to, from, length);
}

wchar_t *__checked_wmemmove(wchar_t *to, const wchar_t *from, size_t length)
{
    check_read(from, length * WIDE, "wmemmove");
    check_write(to, length * WIDE, "wmemmove");
    return wmemmove(to, from, length);
}

/* libc fills the buffer and returns whether it was large enough; where it was not, we write to another buffer. */
static int print_into(
    wchar_t *to, size_t most, const wchar_t *format, va_list arguments, int passed, const char *function)
{
    check_format(format, arguments, passed, function);
    size_t room = most == 0 ? 0 : room_at(to, most * WIDE) / WIDE;
    if (most > 0 && room == 0)
        check_write(to, WIDE, function);
    va_list again;
    va_copy(again, arguments);
    int length = vswprintf(to, room, format, arguments);
    if (length < 0 && room < most) {
        wchar_t *aside = malloc(most * WIDE);
        int needed = aside ? vswprintf(aside, most, format, again) : -1;
        free(aside);
        if (needed >= 0)
            check_write(to, ((size_t)needed + 1) * WIDE, function);
    }
    va_end(again);
    return length;
}

int __checked_vswprintf(wchar_t *to, size_t most, const wchar_t *format, va_list arguments)
{
    return print_into(to, most, format, arguments, NOT_PASSED, "vswprintf");
}

int __checked_swprintf(wchar_t *to, size_t most, const wchar_t *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int length = print_into(to, most, format, arguments, BEHIND_THREE, "swprintf");
    va_end(arguments);
    return length;
}

wchar_t *__placed_wcsdup(const wchar_t *text)
{
    size_t bytes = (check_wide(text, "wcsdup") + 1) * WIDE;
    wchar_t *copy = malloc(bytes);
    return copy ? memcpy(copy, text, bytes) : NULL;
}
