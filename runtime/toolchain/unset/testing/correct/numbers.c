/* Numbers of every type, and functions that return more than one. */
#include <complex.h>
#include <fenv.h>
#include <math.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum color { RED, GREEN = 5, BLUE };
static _Atomic int counter;

static uint32_t hash(const void *of, size_t bytes)
{
    uint32_t h = 2166136261u;
    for (const unsigned char *at = of; bytes-- > 0; at++) h = (h ^ *at) * 16777619u;
    return h;
}

static bool is_prime(int n) { for (int d = 2; d * d <= n; d++) if (n % d == 0) return false; return n > 1; }

int main(void)
{
    double whole, part = modf(3.75, &whole);
    int exponent, quotient;
    double fraction = frexp(8, &exponent), rest = remquo(7, 2, &quotient);
    if (part != 0.75 || whole != 3 || fraction != 0.5 || exponent != 4 || quotient % 8 != 4 || rest != -1) return 1;
    long double l = 1.25L, m = l * 4;
    double complex z = 1 + 2 * I, w = z * z;
    if (m != 5 || creal(w) != -3 || cimag(w) != 4 || cabs(3 + 4 * I) != 5) return 2;
    int sum;
    if (__builtin_add_overflow(1, 2, &sum) || sum != 3) return 3;
    unsigned carry = 0;
    if (!__builtin_mul_overflow(1u << 31, 2u, &carry) || carry != 0) return 4;
    int expected = 0;
    atomic_fetch_add(&counter, 3);
    if (atomic_compare_exchange_strong(&counter, &expected, 9) || expected != 3) return 5;
    __sync_fetch_and_add(&sum, 1);
    if (sum != 4 || __builtin_popcount(255) != 8 || __builtin_clz(1) != 31) return 6;
    float matrix[3][3], vector[3] = { 1, 2, 3 }, result[3];
    for (int i = 0; i < 3; i++) for (int j = 0; j < 3; j++) matrix[i][j] = i == j;
    for (int i = 0; i < 3; i++) { result[i] = 0; for (int j = 0; j < 3; j++) result[i] += matrix[i][j] * vector[j]; }
    if (result[2] != 3) return 7;
    enum color c = BLUE;
    switch (c) { case RED: return 8; case GREEN: return 9; case BLUE: sum++; }
    bool yes = sum == 5, sieve[50];
    memset(sieve, true, sizeof sieve);
    for (int i = 2; i < 50; i++) if (sieve[i]) for (int j = 2 * i; j < 50; j += i) sieve[j] = false;
    int primes = 0;
    for (int i = 2; i < 50; i++) { primes += sieve[i]; if (sieve[i] != is_prime(i)) return 10; }
    if (!yes || primes != 15) return 11;
    __int128 big = (__int128)1 << 100;
    if ((int)(big >> 98) != 4) return 12;
    union { float f; uint32_t u; } same = { 1.0f };
    uint32_t bits;
    memcpy(&bits, &(float){ 1.0f }, sizeof bits);
    if (same.u != bits || hash("abc", 3) == hash("abd", 3)) return 13;
    typedef int four __attribute__((vector_size(16)));
    four v = { 1, 2, 3, 4 }, doubled = v + v;
    if (doubled[3] != 8) return 14;
    double mean = 0, values[5];
    for (int i = 0; i < 5; i++) values[i] = i * 1.5;
    for (int i = 0; i < 5; i++) mean += values[i] / 5;
    if (fabs(mean - 3) > 1e-9 || isnan(mean) || fmax(1, 2) != 2 || lround(2.5) != 3) return 15;
    int digits[10], used = 0;
    for (int n = 12345; n > 0; n /= 10) digits[used++] = n % 10;
    if (used != 5 || digits[0] != 5 || abs(-3) != 3 || llabs(-4LL) != 4) return 16;
    uint64_t state = 88172645463325252ull;
    for (int i = 0; i < 10; i++) { state ^= state << 13; state ^= state >> 7; state ^= state << 17; }
    if (state == 0) return 17;
    printf("%g %Lg %d %u %lld\n", mean, m, sum, carry, (long long)big);
    puts("done");
}
