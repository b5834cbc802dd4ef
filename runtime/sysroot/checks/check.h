/* Checks of what a function of libc is given, before it uses it. `function` is how the program calls it. */
#pragma once
#include "report.h"
#include <stdarg.h>
#include <stdio.h>
#include <wchar.h>

void check_range(const void *start, size_t length, int is_write, const char *function);

static inline void check_read(const void *start, size_t length, const char *function)
{
    check_range(start, length, 0, function);
}

static inline void check_write(const void *start, size_t length, const char *function)
{
    check_range(start, length, 1, function);
}

/* A text with a zero at its end; returns its length. */
size_t check_text(const char *text, const char *function);
/* One that may end after `most` bytes without a zero. */
size_t check_text_up_to(const char *text, size_t most, const char *function);

/* The same for wide characters, which are counted. */
size_t check_wide(const wchar_t *text, const char *function);
size_t check_wide_up_to(const wchar_t *text, size_t most, const char *function);

/* How many bytes from `start` on may be written, as far as `most`. */
size_t room_at(const void *start, size_t most);

/* What is passed in front of the arguments for a format, in bytes as check_passed() counts them; of a va_list that is not known. */
enum { NOT_PASSED = -1, BEHIND_ONE = 8, BEHIND_TWO = 16, BEHIND_THREE = 24 };

/* What printf() is given beside its format. */
void check_printed_arguments(const char *format, va_list given, int passed, const char *function);
/* A text of wide characters that printf() prints; `precision` is -1 where it has none. */
void check_wide_printed(const wchar_t *text, int precision, const char *function);

/* A stream that is open. */
void check_stream(FILE *stream, const char *function);

/*
 * The argument of `bytes` bytes that is passed behind `*passed` bytes of others, which then count it; a negative number
 * where it came in another way.
 */
void check_passed(int *passed, size_t bytes, const char *function);
