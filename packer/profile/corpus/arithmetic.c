// Every operator over every arithmetic type, with and without constants.
#include <limits.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#define INTEGER(T, name)                                                                    \
    T name##_ops(T a, T b, int n)                                                           \
    {                                                                                       \
        T r = a + b;                                                                        \
        r -= a * 3 - b / (b | 1);                                                           \
        r ^= a % ((b & 15) + 1);                                                            \
        r |= (T)(a << (n & 7)) & ~(T)(b >> (n & 7));                                        \
        r += (a < b) + (a <= b) * 2 + (a == b) * 4 + (a != b) - (a >= b) + (a > b);         \
        if (a && !b)                                                                        \
            r = -r;                                                                         \
        r /= 7;                                                                             \
        r %= 1000;                                                                          \
        r *= 8;                                                                             \
        return n > 3 ? r++ : --r;                                                           \
    }                                                                                       \
    double name##_to_double(T a) { return a; }                                              \
    float name##_to_float(T a) { return (float)a; }                                         \
    T name##_from_double(double a) { return (T)a; }                                         \
    T name##_from_float(float a) { return (T)a; }                                           \
    T name##_rotate(T a, unsigned n) { return (T)((a << (n & 7)) | (a >> ((8 - n) & 7))); } \
    T name##_sum(const T *p, int n)                                                         \
    {                                                                                       \
        T s = 0;                                                                            \
        for (int i = 0; i < n; i++)                                                         \
            s += p[i];                                                                      \
        return s;                                                                           \
    }                                                                                       \
    T name##_most(const T *p, int n)                                                        \
    {                                                                                       \
        T m = p[0];                                                                         \
        for (int i = 1; i < n; i++)                                                         \
            m = p[i] > m ? p[i] : m;                                                        \
        return m;                                                                           \
    }                                                                                       \
    void name##_map(T *restrict to, const T *restrict from, T k, int n)                     \
    {                                                                                       \
        for (int i = 0; i < n; i++)                                                         \
            to[i] = from[i] * k + (from[i] >> 1);                                           \
    }
INTEGER(char, c)
INTEGER(signed char, sc)
INTEGER(unsigned char, uc)
INTEGER(short, s)
INTEGER(unsigned short, us)
INTEGER(int, i)
INTEGER(unsigned, u)
INTEGER(long, l)
INTEGER(unsigned long, ul)
INTEGER(long long, ll)
INTEGER(unsigned long long, ull)
INTEGER(__int128, w)
INTEGER(unsigned __int128, uw)
INTEGER(_BitInt(24), b24)
INTEGER(size_t, z)
INTEGER(intptr_t, ip)
bool both(bool a, bool b) { return (a & b) | (a ^ b); }
int overflowing(int a, int b)
{
    int r;
    if (__builtin_add_overflow(a, b, &r) || __builtin_mul_overflow(r, b, &r) || __builtin_sub_overflow(r, 1, &r))
        return INT_MAX;
    return r;
}
long long wide_overflow(long long a, long long b)
{
    long long r;
    return __builtin_mul_overflow(a, b, &r) ? LLONG_MIN : r;
}
int bits(unsigned a, unsigned long long b)
{
    return __builtin_popcount(a) + __builtin_clz(a | 1) + __builtin_ctzll(b | 1) + __builtin_ffs(a) + __builtin_parity(a) + (int)__builtin_bswap32(a) + (int)__builtin_bswap64(b) + __builtin_bswap16(a);
}
int divisions(int a, unsigned b, long long c)
{
    return a / 3 + a % 10 + b / 7 + b % 100 + a / 16 + (int)(c / 1000003) + (int)(c % 86400) + a / -5 + (int)((uint64_t)c / 641);
}
int is_leap(int y) { return (y % 4 == 0 && y % 100 != 0) || y % 400 == 0; }
int main(void)
{
    int v[] = {3, -1, 4, 1, -5};
    printf("%d %d %lld %u %d %d\n", i_ops(v[0], v[1], v[2]), i_sum(v, 5), ll_ops(5, 7, 2), u_most((unsigned *)v, 5), bits(77, 1ull << 40), divisions(-17, 99, 1234567890123));
    return both(is_leap(2024), true) ? overflowing(1, 2) - 1 - (int)wide_overflow(1, 1) : 1;
}
