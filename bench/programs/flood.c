// Compiled with -DMEGABYTES=…: that many million bytes, in lines of 80.
#include <stdio.h>

int main(void)
{
    for (long i = 0; i < MEGABYTES * 12500L; i++) {
        printf("%08ld the quick brown fox jumps over the lazy dog, again and again and again\n", i);
    }
    puts("flood ends");
    return 0;
}
