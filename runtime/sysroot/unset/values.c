/* What code made with -fsanitize=memory uses. The build adds no code to functions whose names begin like these. */
#include "report.h"
#include "unset.h"

enum { BYTES = 800 };
/* What is passed to a function, and comes back: there are no threads. */
uint64_t __msan_param_tls[BYTES / 8], __msan_retval_tls[BYTES / 8], __msan_va_arg_tls[BYTES / 8];
uint64_t __msan_va_arg_overflow_size_tls;
uint32_t __msan_param_origin_tls[BYTES / 4], __msan_retval_origin_tls, __msan_va_arg_origin_tls[BYTES / 4];
uint32_t __msan_origin_tls;

void __msan_mark(const void *start, size_t length, uint32_t source)
{
    if (length == 0)
        return;
    __builtin_memset(marks_of(start), 0xff, length);
    uint32_t *last = sources_of((const char *)start + length - 1);
    for (uint32_t *at = sources_of(start); at <= last; at++)
        *at = source;
}

void mark_unset(const void *start, size_t length, uint32_t source) { __msan_mark(start, length, source); }

void __msan_unpoison(const void *start, size_t length) { __builtin_memset(marks_of(start), 0, length); }
void mark_set(const void *start, size_t length) { __msan_unpoison(start, length); }

/* Code of libraries calls a function of the program: what is passed is set. */
void __msan_clear_parameters(void) { __builtin_memset(__msan_param_tls, 0, sizeof __msan_param_tls); }

void __msan_init(void) { }

_Noreturn void report_unset(uint32_t source, const char *function)
{
    report_begin("unset");
    if (source >= PROGRAM)
        report_text("name", (const char *)source);
    else if (source > 1)
        report_number("made", source - 1);
    if (function)
        report_text("function", function);
    report_end();
}

_Noreturn void __msan_warning_with_origin_noreturn(uint32_t source) { report_unset(source, NULL); }
_Noreturn void __msan_warning_with_origin(uint32_t source) { report_unset(source, NULL); }
_Noreturn void __msan_warning_noreturn(void) { report_unset(0, NULL); }
_Noreturn void __msan_warning(void) { report_unset(0, NULL); }

void __msan_poison_stack(void *start, size_t length) { __builtin_memset(marks_of(start), 0xff, length); }

void __msan_set_alloca_origin_with_descr(void *start, size_t length, uint32_t *number, const char *name)
{
    (void)number;
    if (length == 0)
        return;
    uint32_t *last = sources_of((char *)start + length - 1);
    for (uint32_t *at = sources_of(start); at <= last; at++)
        *at = (uint32_t)(address)name;
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
