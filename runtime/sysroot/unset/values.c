/* What code made with -fsanitize=memory uses. The build adds no code to functions whose names begin like these. */
#include "report.h"
#include "unset.h"

enum { BYTES = PASSED_BYTES };
/* What is passed to a function, and comes back: there are no threads. */
uint64_t __msan_param_tls[BYTES / 8], __msan_retval_tls[BYTES / 8], __msan_va_arg_tls[BYTES / 8];
uint64_t __msan_va_arg_overflow_size_tls;
uint32_t __msan_param_origin_tls[BYTES / 4], __msan_retval_origin_tls, __msan_va_arg_origin_tls[BYTES / 4];
uint32_t __msan_origin_tls;

/* Numbers the words of a variable or block; `owner` has its lowest bits free. */
void __msan_number(const void *start, size_t length, uint32_t owner)
{
    if (length == 0)
        return;
    uint32_t word = 1;
    uint32_t *last = sources_of((const char *)start + length - 1);
    for (uint32_t *at = sources_of(start); at <= last; at++) {
        *at = owner | word;
        if (word < FURTHER_WORDS)
            word++;
    }
}

void __msan_mark(const void *start, size_t length, uint32_t place)
{
    if (length == 0)
        return;
    __builtin_memset(marks_of(start), 0xff, length);
    __msan_number(start, length, (place < MOST_OWNER ? place : 0) << WORD_BITS);
}

void mark_unset(const void *start, size_t length, uint32_t place) { __msan_mark(start, length, place); }

void __msan_unpoison(const void *start, size_t length) { __builtin_memset(marks_of(start), 0, length); }
void mark_set(const void *start, size_t length) { __msan_unpoison(start, length); }

/* Code of libraries calls a function of the program: what is passed is set, and so is what the library then returns itself. */
void __msan_clear_parameters(void) { __builtin_memset(__msan_param_tls, 0, sizeof __msan_param_tls); }
void __msan_clear_result(void) { __builtin_memset(__msan_retval_tls, 0, sizeof __msan_retval_tls); }

void __msan_init(void) { }

enum { MOST_KNOWN = 4 };
/* What was found before in this run; the host writes it here. Not 0, so that it has a place in the program's data. */
volatile uint32_t __preopen_known[MOST_KNOWN] = { 1, 1, 1, 1 };

static void report(uint32_t source, const char *function, int is_text)
{
    uint32_t owner = source >> WORD_BITS, word = source & FURTHER_WORDS;
    for (int i = 0; i < MOST_KNOWN; i++)
        if (__preopen_known[i] == owner << WORD_BITS)
            return;
    report_begin("unset");
    report_number("source", owner << WORD_BITS);
    if (source & IS_VARIABLE)
        report_text("name", (const char *)(PROGRAM + (owner & (MOST_OWNER - 1))));
    else if (owner > 1)
        report_number("made", owner - 1);
    if (word > 0 && word < FURTHER_WORDS)
        report_number("word", word - 1);
    if (function)
        report_text("function", function);
    if (is_text)
        report_number("text", 1);
    report_end();
}

void report_unset(uint32_t source, const char *function) { report(source, function, 0); }
void report_unset_text(uint32_t source, const char *function) { report(source, function, 1); }

void __msan_warning_with_origin_noreturn(uint32_t source) { report_unset(source, NULL); }
void __msan_warning_with_origin(uint32_t source) { report_unset(source, NULL); }
void __msan_warning_noreturn(void) { report_unset(0, NULL); }
void __msan_warning(void) { report_unset(0, NULL); }

void __msan_poison_stack(void *start, size_t length) { __builtin_memset(marks_of(start), 0xff, length); }

void __msan_set_alloca_origin_with_descr(void *start, size_t length, uint32_t *number, const char *name)
{
    (void)number;
    uint32_t distance = (address)name - PROGRAM;
    __msan_number(start, length, distance < MOST_OWNER ? IS_VARIABLE | distance << WORD_BITS : 0);
}

void __msan_set_alloca_origin_no_descr(void *start, size_t length, uint32_t *number)
{
    (void)number;
    if (length == 0)
        return;
    uint32_t *last = sources_of((char *)start + length - 1);
    for (uint32_t *at = sources_of(start); at <= last; at++)
        *at = 0;
}

uint32_t __msan_chain_origin(uint32_t source) { return source; }

void __msan_set_origin(const void *start, size_t length, uint32_t source)
{
    if (length == 0)
        return;
    uint32_t *last = sources_of((const char *)start + length - 1);
    for (uint32_t *at = sources_of(start); at <= last; at++)
        *at = source;
}

void *__msan_memmove(void *to, const void *from, size_t length)
{
    if (length == 0)
        return to;
    __builtin_memmove(to, from, length);
    __builtin_memmove(marks_of(to), marks_of(from), length);
    const char *first = (const char *)sources_of(from);
    const char *end = (const char *)sources_of((const char *)from + length - 1) + 4;
    __builtin_memmove(sources_of(to), first, (size_t)(end - first));
    return to;
}

void *__msan_memcpy(void *to, const void *from, size_t length) { return __msan_memmove(to, from, length); }

void *__msan_memset(void *to, int value, size_t length)
{
    __builtin_memset(to, value, length);
    __builtin_memset(marks_of(to), 0, length);
    return to;
}

/* A program's own assembly may have written there. */
void __msan_instrument_asm_store(void *start, size_t length) { __msan_unpoison(start, length); }
