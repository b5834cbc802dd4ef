// C11 and C23, atomics, vectors, attributes and the extensions people meet.
#include <stdalign.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <uchar.h>
_Static_assert(sizeof(int) == 4, "int");
typedef float vec4 __attribute__((vector_size(16)));
typedef int ivec4 __attribute__((vector_size(16)));
typedef unsigned char bytes16 __attribute__((vector_size(16)));
typedef double dvec2 __attribute__((ext_vector_type(2)));
enum colour { RED, GREEN = 5, BLUE, ALL = RED | GREEN };
_Atomic int counter;
atomic_flag lock = ATOMIC_FLAG_INIT;
static atomic_llong total;
vec4 blend(vec4 a, vec4 b, float t) { return a * t + b * (1 - t); }
ivec4 mask(vec4 a, vec4 b) { return (a < b) & (ivec4){1, 2, 3, 4}; }
vec4 shuffle(vec4 a, vec4 b) { return __builtin_shufflevector(a, b, 0, 4, 1, 5); }
float across(vec4 a) { return a[0] + a[1] + a[2] + a[3]; }
dvec2 turn(dvec2 a) { return a.yx * -1.0; }
bytes16 shift(bytes16 a) { return (a >> 2) | (a << 6); }
void count(void)
{
    atomic_fetch_add(&counter, 1);
    atomic_fetch_or_explicit(&counter, 8, memory_order_relaxed);
    int expected = 9;
    atomic_compare_exchange_strong(&counter, &expected, 10);
    total += atomic_load(&counter);
    total ^= 3;
    while (atomic_flag_test_and_set(&lock)) {}
    atomic_flag_clear(&lock);
    __sync_fetch_and_add((int *)&counter, 2);
    __atomic_store_n((int *)&counter, 3, __ATOMIC_SEQ_CST);
    atomic_thread_fence(memory_order_seq_cst);
}
__attribute__((pure)) int pure(int x) { return x; }
__attribute__((const, always_inline)) static inline int constant(int x) { return x * x; }
__attribute__((visibility("hidden"), used)) int hidden = 3;
__attribute__((weak)) int weak(void) { return 1; }
__attribute__((alias("weak"))) int same(void);
__attribute__((section("own"))) int placed = 4;
__attribute__((deprecated("use another"))) int old(void);
__attribute__((export_name("exported"))) int exported(int a) { return a + 1; }
__attribute__((import_module("env"), import_name("imported"))) int imported(int);
__attribute__((cleanup(free))) static char *unused;
[[nodiscard]] int important(void) { return 1; }
static int likely(int x)
{
    if (__builtin_expect(x > 3, 1)) return __builtin_constant_p(x) ? 1 : 2;
    __builtin_assume(x != 0);
    return __builtin_choose_expr(sizeof x == 4, 3, 4) / x;
}
_Bool flags(uint64_t a) { return a & (1ull << 40) ? true : (bool)(a >> 63); }
const char *encodings(void) { return u8"\u00fc" "\x41" "\101"; }
char32_t letter = U'\u00e9';
static void fill(int n, int out[static n])
{
#pragma clang loop unroll_count(4)
    for (int i = 0; i < n; i++) out[i] = n - i;
#pragma clang loop vectorize(enable)
    for (int i = 0; i < n; i++) out[i] *= out[i] > 2 ? 3 : 5;
}
static void sort(int *a, int n)
{
    for (int gap = n / 2; gap > 0; gap /= 2)
        for (int i = gap; i < n; i++)
            for (int j = i; j >= gap && a[j - gap] > a[j]; j -= gap) {
                int t = a[j];
                a[j] = a[j - gap];
                a[j - gap] = t;
            }
}
static unsigned crc(const unsigned char *p, size_t n)
{
    unsigned c = ~0u;
    while (n--) {
        c ^= *p++;
        for (int k = 0; k < 8; k++) c = c & 1 ? (c >> 1) ^ 0xedb88320u : c >> 1;
    }
    return ~c;
}
static int primes(int limit)
{
    char *sieve = calloc((size_t)limit + 1, 1);
    int found = 0;
    for (int i = 2; i <= limit; i++) {
        if (sieve[i]) continue;
        found++;
        for (int j = 2 * i; j <= limit; j += i) sieve[j] = 1;
    }
    free(sieve);
    return found;
}
static void blur(unsigned char *restrict to, const unsigned char *restrict from, int w, int h)
{
    for (int y = 1; y < h - 1; y++)
        for (int x = 1; x < w - 1; x++) {
            int s = 0;
            for (int dy = -1; dy <= 1; dy++)
                for (int dx = -1; dx <= 1; dx++) s += from[(y + dy) * w + x + dx];
            to[y * w + x] = (unsigned char)(s / 9);
        }
}
int main(void)
{
    int numbers[16];
    unsigned char image[64] = {0}, out[64] = {0};
    fill(16, numbers);
    sort(numbers, 16);
    blur(out, image, 8, 8);
    count();
    vec4 v = shuffle(blend((vec4){1, 2, 3, 4}, (vec4){4, 3, 2, 1}, 0.5f), (vec4){0});
    printf("%f %d %u %d %s %d\n", (double)across(v), mask(v, v)[1], crc(out, 64), primes(100), encodings(), likely(numbers[2]));
    __asm__ volatile("nop");
    return weak() + same() + hidden + placed + pure(constant(2)) + (int)counter + important() + (int)turn((dvec2){1, 2}).x + flags(1) + (int)letter;
}
