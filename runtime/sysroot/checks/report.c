#include "report.h"
#include "heap.h"
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

/* What the shadow says of a byte that may not be used. */
static unsigned char reason_of(address bad)
{
    unsigned char shadow = *shadow_of(bad);
    return shadow < 8 ? *shadow_of((bad | 7) + 1) : shadow;
}

_Noreturn void report_access(address bad, address start, size_t length, int is_write, const char *function)
{
    const char *kind = "outside-memory";
    size_t end = (size_t)__builtin_wasm_memory_size(0) << 16;
    unsigned char reason = bad < end && bad < COVERED ? reason_of(bad) : 0;
    /* In the guard, and the stack is not there: a null pointer. */
    if (bad < GUARD)
        kind = stack_pointer() < GUARD + 4096 ? "stack-used-up" : "null";
    else if ((reason & 0xf0) == CONSTANT && is_write)
        kind = "constant";
    else if (reason == HEAP_HEADER || reason == HEAP_RIGHT)
        kind = "heap-outside";
    else if (reason == HEAP_FREED)
        kind = "heap-freed";
    else if (reason == STACK_SCOPE)
        kind = "local-scope";
    else if (reason == STACK_RETURNED)
        kind = "local-returned";
    else if (reason == GLOBAL || (reason & 0xf0) == CONSTANT)
        kind = "global-outside";
    else if (reason == STACK_LEFT || reason == STACK_MIDDLE || reason == STACK_RIGHT || reason == ALLOCA_LEFT
             || reason == ALLOCA_RIGHT)
        kind = "local-outside";
    report_begin(kind);
    report_text("access", is_write ? "write" : "read");
    report_number("length", length);
    report_number("address", start);
    if (function)
        report_text("function", function);
    if (bad < end && bad >= GUARD)
        describe(start, bad);
    report_end();
}

void describe(address at, address bad)
{
    unsigned char reason = reason_of(bad);
    if (reason == HEAP_HEADER || reason == HEAP_RIGHT || reason == HEAP_FREED)
        describe_block(at, bad);
    else if (reason == GLOBAL || (reason & 0xf0) == CONSTANT)
        describe_global(at, bad);
    else if (bad < (address)SHADOW || is_in_frame(bad))
        describe_local(at, bad);
}
