/*
 * Eight bytes of memory have one byte of shadow, which says how many of them a program may use: 0 for all, 1 to 7 for
 * the first ones, and a reason where it may use none. clang writes the checks that look there (-fsanitize=address); this
 * library keeps the shadow right, and says what a failed check means. Memory of a checked program:
 *
 *     0          64 KiB of the stack that must not be reached: so that null pointers are found
 *     GUARD      the rest of the stack, which grows down
 *     SHADOW     the shadow of everything below COVERED
 *     then       globals, and the heap
 *
 * runtime/toolchain passes the same numbers to clang and to the linker.
 */
#pragma once
#include <stddef.h>
#include <stdint.h>

#define GUARD 0x10000u
#define SHADOW 0x2010000u
#define COVERED 0x50000000u

typedef uintptr_t address;

/* The first group is written by code that clang makes. */
enum {
    STACK_LEFT = 0xf1,
    STACK_MIDDLE = 0xf2,
    STACK_RIGHT = 0xf3,
    STACK_RETURNED = 0xf5,
    STACK_SCOPE = 0xf8,

    ALLOCA_LEFT = 0xca,
    ALLOCA_RIGHT = 0xcb,
    GLOBAL = 0xf9,
    HEAP_HEADER = 0xfa,
    HEAP_RIGHT = 0xfb,
    HEAP_FREED = 0xfd,
    NEAR_NULL = 0xfe,
    /* May be read: all of the eight bytes, or with CONSTANT_PART added as many as the lowest three bits say. */
    CONSTANT = 0xe0,
    CONSTANT_PART = 0x08,
};

static inline unsigned char *shadow_of(address at)
{
    return (unsigned char *)(SHADOW + (at >> 3));
}

/* How many of the eight bytes with this shadow may be used. */
static inline unsigned usable(unsigned char shadow, int is_write)
{
    if (shadow == 0)
        return 8;
    if (shadow < 8)
        return shadow;
    if (is_write || (shadow & 0xf0) != CONSTANT)
        return 0;
    return shadow & CONSTANT_PART ? shadow & 7 : 8;
}

__asm__(".globaltype __stack_pointer, i32");

static inline address stack_pointer(void)
{
    address pointer;
    __asm__("global.get __stack_pointer\n\tlocal.set %0" : "=r"(pointer));
    return pointer;
}

extern char __heap_base[], __stack_high[], __global_base[];

/* The first byte of the range that may not be used; 0 if all may. */
address first_unusable(address start, size_t length, int is_write);

/* Marks [start, start + length); start is a multiple of 8. */
void poison(address start, size_t length, unsigned char reason);
/* Makes them usable; where length is no multiple of 8, the rest of the last eight stays unusable. */
void unpoison(address start, size_t length);
