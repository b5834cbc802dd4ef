/* Reads numbers until end of input (Ctrl-D), and copes with everything else. */
#include <stdio.h>

int main(void)
{
    double number, sum = 0;
    int count = 0;

    printf("Type numbers, one at a time. Ctrl-D ends.\n");

    for (;;) {
        printf("number %d: ", count + 1);
        fflush(stdout);

        int result = scanf("%lf", &number);
        if (result == EOF)
            break;
        if (result == 0) {
            /* scanf left the word where it was: read it away, or it comes back for ever. */
            char word[32];
            if (scanf("%31s", word) == 1)
                printf("  \"%s\" is not a number\n", word);
            continue;
        }
        sum += number;
        count++;
        printf("  sum %g, mean %g\n", sum, sum / count);
    }

    printf("\n%d numbers, sum %g\n", count, sum);
    return 0;
}
