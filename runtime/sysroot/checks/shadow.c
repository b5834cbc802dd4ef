#include "shadow.h"
#include <string.h>

address first_unusable(address start, size_t length, int is_write)
{
    if (length == 0)
        return 0;
    address end = start + length;
    address most = (address)__builtin_wasm_memory_size(0) << 16;
    if (end < start || end > most)
        return start < most && end >= start ? most : start;
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
    return 0;
}

void poison(address start, size_t length, unsigned char reason)
{
    memset(shadow_of(start), reason, (length + 7) >> 3);
}

void unpoison(address start, size_t length)
{
    memset(shadow_of(start), 0, length >> 3);
    if (length & 7)
        *shadow_of(start + length) = length & 7;
}
