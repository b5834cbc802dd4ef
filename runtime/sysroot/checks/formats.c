/*
 * printf(), scanf() and their relatives: the format, the texts that it prints and the places that it reads into are
 * checked before, and what is written into an array is written only as far as it goes.
 */
#include "check.h"
#include <ctype.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

void *__real_malloc(size_t size);
void __real_free(void *pointer);

/* How wide an argument is, by what stands in front of the conversion. */
static size_t size_of(const char *modifier, size_t length)
{
    if (length == 2)
        return *modifier == 'h' ? 1 : 8;
    if (length == 0)
        return 4;
    return *modifier == 'h' ? 2 : *modifier == 'j' || *modifier == 'L' ? 8 : 4;
}

static size_t passed_size(char conversion, const char *modifier, size_t length)
{
    if (strchr("aAeEfFgG", conversion))
        return length == 1 && *modifier == 'L' ? sizeof(long double) : sizeof(double);
    return strchr("diouxX", conversion) && size_of(modifier, length) == 8 ? 8 : 4;
}

static void skip_argument(va_list *arguments, char conversion, const char *modifier, size_t length)
{
    if (strchr("aAeEfFgG", conversion)) {
        if (length == 1 && *modifier == 'L')
            (void)va_arg(*arguments, long double);
        else
            (void)va_arg(*arguments, double);
    } else if (size_of(modifier, length) == 8 && strchr("diouxX", conversion))
        (void)va_arg(*arguments, long long);
    else
        (void)va_arg(*arguments, int);
}

void check_printed_arguments(const char *format, va_list given, int passed, const char *function)
{
    va_list arguments;
    va_copy(arguments, given);
    for (const char *at = format; (at = strchr(at, '%')); ) {
        at++;
        if (*at == '%') {
            at++;
            continue;
        }
        at += strspn(at, "-+ #0'");
        int precision = -1;
        if (*at == '*') {
            check_passed(&passed, sizeof(int), function);
            (void)va_arg(arguments, int), at++;
        } else {
            while (isdigit((unsigned char)*at))
                at++;
            /* Arguments by their numbers: not followed here. */
            if (*at == '$')
                break;
        }
        if (*at == '.') {
            at++;
            if (*at == '*') {
                check_passed(&passed, sizeof(int), function);
                precision = va_arg(arguments, int), at++;
            } else
                for (precision = 0; isdigit((unsigned char)*at); at++)
                    precision = precision * 10 + (*at - '0');
        }
        const char *modifier = at;
        at += strspn(at, "hlLjztq");
        size_t length = (size_t)(at - modifier);
        char conversion = *at;
        if (conversion == 0 || !strchr("diouxXcspnaAeEfFgGm", conversion))
            break;
        at++;
        if (conversion == 'm')
            continue;
        check_passed(&passed, passed_size(conversion, modifier, length), function);
        if (conversion == 's' && length == 0) {
            const char *text = va_arg(arguments, const char *);
            /* libc prints a null pointer as (null); many programs and courses rely on it or meet it. */
            if (text && precision >= 0)
                check_text_up_to(text, (size_t)precision, function);
            else if (text)
                check_text(text, function);
        } else if (conversion == 's') {
            const wchar_t *text = va_arg(arguments, const wchar_t *);
            if (text)
                check_wide_printed(text, precision, function);
        } else if (conversion == 'n')
            check_write(va_arg(arguments, void *), size_of(modifier, length), function);
        else
            skip_argument(&arguments, conversion, modifier, length);
    }
    va_end(arguments);
}

static void check_printed(const char *format, va_list arguments, int passed, const char *function)
{
    check_text(format, function);
    check_printed_arguments(format, arguments, passed, function);
}

#define PRINT(name, parameters, stream, passed)   \
    int __checked_##name parameters               \
    {                                             \
        va_list arguments;                        \
        va_start(arguments, format);              \
        FILE *to = stream;                        \
        check_stream(to, #name);                  \
        check_printed(format, arguments, passed, #name); \
        int printed = vfprintf(to, format, arguments); \
        va_end(arguments);                        \
        return printed;                           \
    }

PRINT(printf, (const char *format, ...), stdout, BEHIND_ONE)
PRINT(fprintf, (FILE *stream, const char *format, ...), stream, BEHIND_TWO)

int __checked_vprintf(const char *format, va_list arguments)
{
    check_printed(format, arguments, NOT_PASSED, "vprintf");
    return vprintf(format, arguments);
}

int __checked_vfprintf(FILE *stream, const char *format, va_list arguments)
{
    check_stream(stream, "vfprintf");
    check_printed(format, arguments, NOT_PASSED, "vfprintf");
    return vfprintf(stream, format, arguments);
}

enum { MOST_TEXT = 1 << 30 };

static int print_into(
    char *to, size_t most, const char *format, va_list arguments, int passed, const char *function)
{
    check_printed(format, arguments, passed, function);
    size_t room = most == 0 ? 0 : room_at(to, most < 4096 ? most : 4096);
    if (room == 4096 && most > 4096)
        room = room_at(to, most);
    if (most > 0 && room == 0)
        check_write(to, 1, function);
    int length = vsnprintf(to, room, format, arguments);
    if (length >= 0 && (size_t)length < most && (size_t)length >= room)
        check_write(to, (size_t)length + 1, function);
    /* As much was said to fit, and more came. */
    if (length >= 0 && (size_t)length >= most && room < most)
        check_write(to, most, function);
    return length;
}

int __checked_vsprintf(char *to, const char *format, va_list arguments)
{
    return print_into(to, MOST_TEXT, format, arguments, NOT_PASSED, "vsprintf");
}

int __checked_vsnprintf(char *to, size_t most, const char *format, va_list arguments)
{
    return print_into(to, most, format, arguments, NOT_PASSED, "vsnprintf");
}

int __checked_sprintf(char *to, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int length = print_into(to, MOST_TEXT, format, arguments, BEHIND_TWO, "sprintf");
    va_end(arguments);
    return length;
}

int __checked_snprintf(char *to, size_t most, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int length = print_into(to, most, format, arguments, BEHIND_THREE, "snprintf");
    va_end(arguments);
    return length;
}

/* Texts that scanf() reads without a width: what it may write at most, plus one, by which we see that more came. */
enum { MOST_TARGETS = 16 };
struct target {
    char *start;
    size_t room;
    /* It was written if as many conversions were. */
    int ordinal;
};

/*
 * Checks the places, and writes into `bounded` the format with a width for each text that has none, so that no more
 * than one byte goes beyond the room. Returns how many such texts there are; -1 to leave the format as it is.
 */
static int check_scanned(
    const char *format, va_list given, char *bounded, size_t most, struct target *targets, const char *function)
{
    va_list arguments;
    check_text(format, function);
    va_copy(arguments, given);
    int count = 0, ordinal = 0, is_whole = 1;
    size_t used = 0;
    for (const char *at = format; *at;) {
        const char *start = at;
        if (*at != '%' || at[1] == '%') {
            at += *at == '%' ? 2 : 1;
        } else {
            at++;
            int is_skipped = *at == '*';
            at += is_skipped;
            const char *width_at = at;
            size_t width = 0;
            while (isdigit((unsigned char)*at))
                width = width * 10 + (size_t)(*at++ - '0');
            if (*at == '$' || *at == 'm') {
                is_whole = 0;
                break;
            }
            int has_width = at != width_at;
            const char *modifier = at;
            at += strspn(at, "hlLjztq");
            size_t length = (size_t)(at - modifier);
            char conversion = *at;
            if (conversion == 0) {
                is_whole = 0;
                break;
            }
            at++;
            if (conversion == '[') {
                at += *at == '^';
                at += *at == ']';
                while (*at && *at != ']')
                    at++;
                at += *at != 0;
            }
            if (!is_skipped) {
                void *place = va_arg(arguments, void *);
                ordinal += conversion != 'n';
                int is_text = conversion == 's' || conversion == '[';
                if (is_text && length == 0) {
                    check_write(place, 1, function);
                    size_t room = room_at(place, has_width ? width + 1 : 1 << 16);
                    if (count < MOST_TARGETS && room < (has_width ? width + 1 : 1 << 16)) {
                        targets[count++] = (struct target) { place, room, ordinal };
                        char digits[12];
                        int digit_count = snprintf(digits, sizeof digits, "%zu", room);
                        size_t before = (size_t)(width_at - start), after = (size_t)(at - modifier);
                        if (used + before + (size_t)digit_count + after < most) {
                            memcpy(bounded + used, start, before);
                            memcpy(bounded + used + before, digits, (size_t)digit_count);
                            memcpy(bounded + used + before + digit_count, modifier, after);
                            used += before + (size_t)digit_count + after;
                            continue;
                        }
                        is_whole = 0;
                        break;
                    }
                } else if (conversion == 'c' && length == 0)
                    check_write(place, has_width ? width : 1, function);
                else if (strchr("diouxXn", conversion))
                    check_write(place, size_of(modifier, length), function);
                else if (strchr("aAeEfFgG", conversion))
                    check_write(place, length == 0 ? 4 : *modifier == 'L' ? 16 : 8, function);
                else if (conversion == 'p')
                    check_write(place, sizeof(void *), function);
            }
        }
        size_t bytes = (size_t)(at - start);
        if (used + bytes >= most) {
            is_whole = 0;
            break;
        }
        memcpy(bounded + used, start, bytes);
        used += bytes;
    }
    bounded[used] = 0;
    va_end(arguments);
    return is_whole ? count : -1;
}

/* A text that was cut is as long as its room, with the zero behind that. */
static void check_filled(const struct target *targets, int count, int filled, const char *function)
{
    for (int i = 0; i < count; i++)
        if (targets[i].ordinal <= filled && strnlen(targets[i].start, targets[i].room) == targets[i].room)
            check_write(targets[i].start, targets[i].room + 1, function);
}

static int scan(FILE *stream, const char *text, const char *format, va_list arguments, const char *function)
{
    char bounded[512];
    struct target targets[MOST_TARGETS];
    int count = check_scanned(format, arguments, bounded, sizeof bounded, targets, function);
    const char *used = count > 0 ? bounded : format;
    int filled = stream ? vfscanf(stream, used, arguments) : vsscanf(text, used, arguments);
    if (count > 0)
        check_filled(targets, count, filled, function);
    return filled;
}

#define SCAN(name, parameters, stream, text, check)             \
    int __checked_##name parameters                             \
    {                                                           \
        va_list arguments;                                      \
        va_start(arguments, format);                            \
        check;                                                  \
        int filled = scan(stream, text, format, arguments, #name); \
        va_end(arguments);                                      \
        return filled;                                          \
    }

SCAN(scanf, (const char *format, ...), stdin, NULL, )
SCAN(fscanf, (FILE *stream, const char *format, ...), stream, NULL, check_stream(stream, "fscanf"))
SCAN(sscanf, (const char *text, const char *format, ...), NULL, text, check_read(text, 1, "sscanf"))

int __checked_vscanf(const char *format, va_list arguments) { return scan(stdin, NULL, format, arguments, "vscanf"); }

int __checked_vfscanf(FILE *stream, const char *format, va_list arguments)
{
    check_stream(stream, "vfscanf");
    return scan(stream, NULL, format, arguments, "vfscanf");
}

int __checked_vsscanf(const char *text, const char *format, va_list arguments)
{
    check_read(text, 1, "vsscanf");
    return scan(NULL, text, format, arguments, "vsscanf");
}
