#include <errno.h>
#include <stdint.h>
#include <unistd.h>

/*
 * libc's own grows memory as malloc asks, 64 KiB at a time, and each growth detaches the host's views of it and wakes
 * its garbage collector. This one keeps a break of its own and grows by a quarter of what there is.
 */
enum { PAGE = 65536, LEAST_PAGES = 16, MOST_PAGES = 1024 };

/* In pages: the break, and how large memory was when it was last looked at. */
static size_t top, seen;

void *sbrk(intptr_t increment)
{
    size_t size = __builtin_wasm_memory_size(0);
    /* Nothing was handed out yet, or the program grows memory by itself: what is there belongs to others. */
    if (size != seen)
        top = seen = size;
    /* As libc's: memory is never given back, and is given out by whole pages. */
    if (increment < 0 || increment % PAGE != 0)
        __builtin_trap();
    size_t pages = (size_t)increment / PAGE;
    if (top + pages > size) {
        size_t missing = top + pages - size;
        size_t step = size / 4;
        if (step < LEAST_PAGES)
            step = LEAST_PAGES;
        if (step > MOST_PAGES)
            step = MOST_PAGES;
        if (step < missing)
            step = missing;
        /* There may be memory for what is missing, and not for so much. */
        if (__builtin_wasm_memory_grow(0, step) == SIZE_MAX && __builtin_wasm_memory_grow(0, missing) == SIZE_MAX) {
            errno = ENOMEM;
            return (void *)-1;
        }
        seen = __builtin_wasm_memory_size(0);
    }
    void *old = (void *)(top * PAGE);
    top += pages;
    return old;
}
