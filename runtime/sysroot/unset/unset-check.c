/*
 * The checks of what functions of libc are given, in a program that is looked through for values that were never set: a
 * text must have been set up to its end. Bytes that are only passed on need not be.
 */
#include "check.h"
#include "unset.h"
#include <string.h>

size_t check_text_up_to(const char *text, size_t most, const char *function)
{
    size_t length = 0;
    if (!text)
        return 0;
    for (; length < most; length++) {
        if (*marks_of(text + length) != 0)
            report_unset_text(*sources_of(text + length), function);
        if (text[length] == 0)
            break;
    }
    return length;
}

size_t check_text(const char *text, const char *function) { return check_text_up_to(text, SIZE_MAX, function); }

size_t check_wide_up_to(const wchar_t *text, size_t most, const char *function)
{
    size_t length = 0;
    if (!text)
        return 0;
    for (; length < most; length++) {
        if (*(const uint32_t *)marks_of(text + length) != 0)
            report_unset_text(*sources_of(text + length), function);
        if (text[length] == 0)
            break;
    }
    return length;
}

size_t check_wide(const wchar_t *text, const char *function) { return check_wide_up_to(text, SIZE_MAX, function); }

void check_range(const void *start, size_t length, int is_write, const char *function)
{
    (void)start, (void)length, (void)is_write, (void)function;
}

size_t room_at(const void *start, size_t most)
{
    (void)start;
    return most;
}

void check_stream(FILE *stream, const char *function) { (void)stream, (void)function; }

address first_unusable(address start, size_t length, int is_write)
{
    (void)start, (void)length, (void)is_write;
    return 0;
}
