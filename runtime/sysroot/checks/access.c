/* The functions that code made with -fsanitize=address calls. */
#include "report.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static inline void check(address start, size_t length, int is_write, const char *function)
{
    address bad = first_unusable(start, length, is_write);
    if (__builtin_expect(bad != 0, 0))
        report_access(bad, start, length, is_write, function);
    /* 0 is an answer, and an address. */
    if (__builtin_expect(start == 0 && length != 0, 0))
        report_access(0, 0, length, is_write, function);
}

/* Also called where the shadow is not 0 and the bytes may be used all the same: constants are read so. */
#define SIZED(n, suffix)                                                                          \
    void __asan_load##n##suffix(address at) { check(at, n, 0, NULL); }                            \
    void __asan_store##n##suffix(address at) { check(at, n, 1, NULL); }                           \
    void __asan_report_load##n##suffix(address at) { check(at, n, 0, NULL); }                     \
    void __asan_report_store##n##suffix(address at) { check(at, n, 1, NULL); }
SIZED(1, ) SIZED(2, ) SIZED(4, ) SIZED(8, ) SIZED(16, )
SIZED(1, _noabort) SIZED(2, _noabort) SIZED(4, _noabort) SIZED(8, _noabort) SIZED(16, _noabort)

#define ANY(name, suffix, is_write) \
    void __asan_##name##suffix(address at, size_t length) { check(at, length, is_write, NULL); }
ANY(loadN, , 0) ANY(storeN, , 1) ANY(loadN, _noabort, 0) ANY(storeN, _noabort, 1)
ANY(report_load_n, , 0) ANY(report_store_n, , 1) ANY(report_load_n, _noabort, 0) ANY(report_store_n, _noabort, 1)

void *__asan_memset(void *to, int value, size_t length)
{
    check((address)to, length, 1, "memset");
    return memset(to, value, length);
}

void *__asan_memmove(void *to, const void *from, size_t length)
{
    check((address)from, length, 0, "memmove");
    check((address)to, length, 1, "memmove");
    return memmove(to, from, length);
}

/* The same place twice is what an assignment of a structure to itself makes. */
void *__asan_memcpy(void *to, const void *from, size_t length)
{
    check((address)from, length, 0, "memcpy");
    check((address)to, length, 1, "memcpy");
    address a = (address)to, b = (address)from;
    if (a != b && length != 0 && a < b + length && b < a + length) {
        report_begin("overlap");
        report_text("function", "memcpy");
        report_number("length", length);
        report_end();
    }
    return memcpy(to, from, length);
}

void __preopen_look_for_leaks(void);

void __asan_init(void)
{
    static int is_done;
    if (is_done)
        return;
    is_done = 1;
    poison(0, GUARD, NEAR_NULL);
    /* What is registered first is called last. */
    atexit(__preopen_look_for_leaks);
}

void __asan_version_mismatch_check_v8(void) { }
