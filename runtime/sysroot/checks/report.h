/*
 * What a failed check reports to the host: lines of a name, a tab and a value, at the address that the module exports as
 * __preopen_report. The host words it (runtime/toolchain); the program ends in a trap.
 */
#pragma once
#include "shadow.h"

/* Begins a report. A failure while one is made ends the program with what there is. */
void report_begin(const char *kind);
void report_text(const char *name, const char *value);
void report_bytes(const char *name, const char *value, size_t length);
void report_number(const char *name, unsigned value);
/* With a blank between them. */
void report_numbers(const char *name, const unsigned *values, size_t count);
void report_signed(const char *name, int value);
_Noreturn void report_end(void);

/* Of an access of `length` bytes at `start`, the first of which that is not allowed is `bad`; by `function`, or NULL. */
_Noreturn void report_access(address bad, address start, size_t length, int is_write, const char *function);

/* Adds where the block or variable is, and what it holds next to `bad`: the last bytes before it, or the first after it. */
void report_block(address block, size_t size, address bad);

/* Adds the block, variable or constant at `at`, or next to it. */
void describe(address at, address bad);
