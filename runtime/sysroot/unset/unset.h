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

/*
 * Where a value comes from, as one number for each four bytes: a variable or a block in the upper bits, and in the lower ones
 * which of its words it is, from 1. A variable is told by the distance of its name from PROGRAM, with IS_VARIABLE; a block by the
 * place in the code that allocated it, plus 1. 0: not known.
 */
enum { WORD_BITS = 7, FURTHER_WORDS = (1 << WORD_BITS) - 1, MOST_OWNER = 1 << 24 };
#define IS_VARIABLE 0x80000000u

void mark_unset(const void *start, size_t length, uint32_t place);
void mark_set(const void *start, size_t length);

/* Return where that variable or block was found before: the host writes which into the program. */
void report_unset(uint32_t source, const char *function);
void report_unset_text(uint32_t source, const char *function);

/* The marks and sources of what is passed to a function. */
enum { PASSED_BYTES = 800 };
extern uint64_t __msan_param_tls[PASSED_BYTES / 8];
extern uint32_t __msan_param_origin_tls[PASSED_BYTES / 4];
