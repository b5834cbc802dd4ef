/* Guess the number. Needs randomness, and somebody to play with. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

int main(void)
{
    srand((unsigned)time(NULL));
    int secret = rand() % 100 + 1;
    int low = 1, high = 100;

    printf("I am thinking of a number from 1 to 100.\n");

    for (int tries = 1;; tries++) {
        char line[64];
        printf("%d to %d? ", low, high);
        fflush(stdout);
        if (fgets(line, sizeof line, stdin) == NULL) {
            printf("\nIt was %d.\n", secret);
            return 0;
        }

        int guess = atoi(line);
        if (guess < low || guess > high) {
            printf("You know better than that.\n");
        } else if (guess < secret) {
            printf("More.\n");
            low = guess + 1;
        } else if (guess > secret) {
            printf("Less.\n");
            high = guess - 1;
        } else {
            printf("%d it is! You needed %d %s%s\n", secret, tries, tries == 1 ? "try" : "tries",
                tries <= 7 ? "." : "; seven are always enough.");
            return 0;
        }
    }
}
