/*
 * rand() and random() with glibc's additive generator, so that a program that sets its seed, or none, shows the same
 * numbers here as on Linux.
 */
#define _GNU_SOURCE
#include <stdint.h>
#include <stdlib.h>

enum { LENGTH = 31, LAG = 3, SKIPPED = 310 };

static uint32_t state[LENGTH];
/* The number that is replaced next. */
static int at = -1;

static uint32_t next(void)
{
    uint32_t sum = state[at] += state[at >= LAG ? at - LAG : at - LAG + LENGTH];
    at = at + 1 < LENGTH ? at + 1 : 0;
    return sum;
}

void srandom(unsigned seed)
{
    int32_t word = seed == 0 ? 1 : (int32_t)seed;
    for (int i = 0; i < LENGTH; i++) {
        state[i] = (uint32_t)word;
        /* Times 16807, modulo 2 to the power of 31 minus 1, as Schrage computes it. */
        word = 16807 * (word % 127773) - 2836 * (word / 127773);
        if (word < 0)
            word += 2147483647;
    }
    at = LAG;
    for (int i = 0; i < SKIPPED; i++)
        next();
}

long random(void)
{
    if (at < 0)
        srandom(1);
    return (long)(next() >> 1);
}

void srand(unsigned seed) { srandom(seed); }
int rand(void) { return (int)random(); }

/* There is one state, whatever memory is given for another. */
char *initstate(unsigned seed, char *memory, size_t size)
{
    (void)memory, (void)size;
    srandom(seed);
    return (char *)state;
}

char *setstate(char *memory)
{
    (void)memory;
    return (char *)state;
}

static unsigned step(unsigned *seed) { return (*seed = *seed * 1103515245 + 12345) / 65536; }

int rand_r(unsigned *seed)
{
    unsigned result = step(seed) % 2048;
    result = result << 10 ^ step(seed) % 1024;
    return (int)(result << 10 ^ step(seed) % 1024);
}
