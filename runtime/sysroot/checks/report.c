#include "report.h"
#include <stdio.h>
#include <string.h>

enum { MOST = 4096 };
char __preopen_report[MOST];
static size_t used;
static int is_reporting;

void report_bytes(const char *name, const char *value, size_t length)
{
    size_t name_length = strlen(name);
    if (used + name_length + length + 3 > MOST)
        return;
    memcpy(__preopen_report + used, name, name_length);
    used += name_length;
    __preopen_report[used++] = '\t';
    for (size_t i = 0; i < length; i++)
        __preopen_report[used++] = value[i] == '\n' || value[i] == 0 ? ' ' : value[i];
    __preopen_report[used++] = '\n';
    __preopen_report[used] = 0;
}

void report_text(const char *name, const char *value) { report_bytes(name, value, strlen(value)); }

/* Writes the digits before `end`; returns where they begin. */
static char *digits_of(unsigned value, char *end)
{
    do
        *--end = '0' + value % 10;
    while ((value /= 10) != 0);
    return end;
}

void report_numbers(const char *name, const unsigned *values, size_t count)
{
    char text[64], *end = text + sizeof text, *at = end;
    for (size_t i = count; i-- > 0 && at - text > 11;) {
        if (at != end)
            *--at = ' ';
        at = digits_of(values[i], at);
    }
    report_bytes(name, at, end - at);
}

void report_number(const char *name, unsigned value) { report_numbers(name, &value, 1); }

void report_signed(const char *name, int value)
{
    char text[11], *end = text + sizeof text, *at = digits_of(value < 0 ? -(unsigned)value : (unsigned)value, end);
    if (value < 0)
        *--at = '-';
    report_bytes(name, at, end - at);
}

void report_begin(const char *kind)
{
    if (is_reporting)
        __builtin_trap();
    is_reporting = 1;
    used = 0;
    report_text("kind", kind);
}

/* The host calls it after the engine has ended the program, for what the program wrote before. */
void __preopen_flush(void)
{
    fflush(stdout);
}

_Noreturn void report_end(void)
{
    /* What the program wrote before is shown before. */
    fflush(stdout);
    __builtin_trap();
}
