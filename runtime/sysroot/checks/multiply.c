/*
 * What clang calls to multiply two long long and see whether the product fits. Most factors are small, and then compiler-rt's
 * own takes ten times as long.
 */
#include <stdint.h>

struct whole {
    uint64_t low, high;
};

static inline struct whole product_of(uint64_t a, uint64_t b)
{
    uint64_t low = (a & UINT32_MAX) * (b & UINT32_MAX), middle = (a >> 32) * (b & UINT32_MAX) + (low >> 32);
    uint64_t other = (a & UINT32_MAX) * (b >> 32) + (middle & UINT32_MAX);
    return (struct whole) { other << 32 | (low & UINT32_MAX), (a >> 32) * (b >> 32) + (middle >> 32) + (other >> 32) };
}

/* As a function of two __int128 is called. */
void __multi3(struct whole *to, uint64_t a_low, uint64_t a_high, uint64_t b_low, uint64_t b_high)
{
    int64_t a = (int64_t)a_low, b = (int64_t)b_low;
    if (a == (int32_t)a && b == (int32_t)b && a_high == (uint64_t)(a >> 63) && b_high == (uint64_t)(b >> 63)) {
        int64_t product = a * b;
        *to = (struct whole) { (uint64_t)product, (uint64_t)(product >> 63) };
        return;
    }
    struct whole product = product_of(a_low, b_low);
    product.high += a_low * b_high + a_high * b_low;
    *to = product;
}
