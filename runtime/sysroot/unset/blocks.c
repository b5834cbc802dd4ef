/* What the program allocates is not set, unless by calloc(); what libc allocates for itself, libc sets before it is read. */
#include "unset.h"
#include <errno.h>
#include <malloc.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The first run had more memory: from here on the two would differ. */
#define MOST 0x50000000u

static uint32_t site;

/* Code that the build adds calls this before each call of a function that allocates. */
void __preopen_at(uint32_t place) { site = place; }

uint32_t take_site(void)
{
    uint32_t place = site;
    site = 0;
    return place;
}

static void *fresh(void *made, size_t bytes)
{
    if (made)
        mark_unset(made, bytes, site + 1);
    else if (bytes < MOST)
        __builtin_trap();
    site = 0;
    return made;
}

void *__placed_malloc(size_t size) { return fresh(malloc(size), size); }

void *__placed_aligned_alloc(size_t alignment, size_t size) { return fresh(aligned_alloc(alignment, size), size); }

void *__placed_calloc(size_t count, size_t size)
{
    void *made = calloc(count, size);
    if (made)
        mark_set(made, count * size);
    else if (size == 0 || count < MOST / size)
        __builtin_trap();
    site = 0;
    return made;
}

void __placed_free(void *pointer)
{
    if (pointer)
        mark_set(pointer, malloc_usable_size(pointer));
    site = 0;
    free(pointer);
}

void *__msan_memmove(void *to, const void *from, size_t length);

void *__placed_realloc(void *old, size_t size)
{
    void *made = __placed_malloc(size);
    if (!made || !old)
        return made;
    size_t before = malloc_usable_size(old);
    __msan_memmove(made, old, before < size ? before : size);
    __placed_free(old);
    return made;
}
