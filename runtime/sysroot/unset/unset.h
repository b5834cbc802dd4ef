/*
 * A program that is looked through for values that were never set has three regions of memory, each DISTANCE long: for each
 * four bytes of the program a number that says where their value comes from; for each byte of the program a byte whose set
 * bits were never set; and the program's own memory. clang writes the code that uses them (-fsanitize=memory), this library
 * what that code calls, and code that the build adds (runtime/toolchain/unset) marks what other libraries store.
 *
 * runtime/toolchain/unset/unset-flags.ts passes the same numbers to clang and to the linker.
 */
#pragma once
#include <stddef.h>
#include <stdint.h>

#define DISTANCE 0x8000000u
#define PROGRAM (2 * DISTANCE)

typedef uintptr_t address;

static inline unsigned char *marks_of(const void *start)
{
    return (unsigned char *)((address)start - DISTANCE);
}

static inline uint32_t *sources_of(const void *start)
{
    return (uint32_t *)(((address)start - 2 * DISTANCE) & ~3u);
}

/* Numbers below PROGRAM: one more than the place in the code that allocated; others: the address of a variable's name. */
void mark_unset(const void *start, size_t length, uint32_t source);
void mark_set(const void *start, size_t length);

_Noreturn void report_unset(uint32_t source, const char *function);
