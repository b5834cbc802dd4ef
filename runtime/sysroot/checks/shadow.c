#include "shadow.h"
#include <string.h>

address first_unusable(address start, size_t length, int is_write)
{
    if (length == 0)
        return 0;
    address end = start + length;
    address most = (address)__builtin_wasm_memory_size(0) << 16;
    if (start >= most)
        return start;
    int is_too_long = end < start || end > most;
    if (is_too_long)
        end = most;
    for (address at = start & ~7u; at < end; at += 8) {
        const unsigned char *shadow = shadow_of(at);
        if (*shadow == 0) {
            /* Much of what is usable is so in one piece. */
            while (((uintptr_t)shadow & 7) == 0 && at + 64 < end && *(const uint64_t *)shadow == 0)
                shadow += 8, at += 64;
            if (*shadow == 0)
                continue;
        }
        unsigned most = usable(*shadow, is_write);
        unsigned last = end - at >= 8 ? 8 : end - at;
        if (last > most) {
            address bad = at + most;
            return bad < start ? start : bad;
        }
    }
    return is_too_long ? most : 0;
}

/* Most are small, and a call costs more than they do. */
static inline void set_shadow(unsigned char *shadow, size_t length, unsigned char value)
{
    if (length > 16)
        memset(shadow, value, length);
    else
        for (size_t i = 0; i < length; i++)
            shadow[i] = value;
}

void poison(address start, size_t length, unsigned char reason)
{
    set_shadow(shadow_of(start), (length + 7) >> 3, reason);
}

void unpoison(address start, size_t length)
{
    set_shadow(shadow_of(start), length >> 3, 0);
    if (length & 7)
        *shadow_of(start + length) = length & 7;
}
