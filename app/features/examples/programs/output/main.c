/* Prints every prime number below 100,000: 9,592 lines. Ctrl-C stops it. */
#include <stdio.h>

#define LIMIT 100000

static char is_composite[LIMIT];

int main(void)
{
    int count = 0;

    for (int n = 2; n < LIMIT; n++) {
        if (is_composite[n])
            continue;
        printf("%6d is prime number %d\n", n, ++count);
        for (int multiple = 2 * n; multiple < LIMIT; multiple += n)
            is_composite[multiple] = 1;
    }
    printf("%d primes below %d\n", count, LIMIT);
    return 0;
}
