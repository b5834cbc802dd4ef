/* Escape sequences: bytes that a terminal obeys instead of showing. */
#include <math.h>
#include <stdio.h>

#define RESET "\033[0m"

static void background(int red, int green, int blue)
{
    printf("\033[48;2;%d;%d;%dm", red, green, blue);
}

int main(void)
{
    printf("\033[1mbold\033[0m  \033[3mitalic\033[0m  \033[4munderlined\033[0m  "
           "\033[7mreversed\033[0m  \033[9mstruck out\033[0m\n\n");

    printf("The sixteen old colours:\n");
    for (int i = 0; i < 16; i++)
        printf("\033[48;5;%dm    %s%s", i, RESET, i % 8 == 7 ? "\n" : "");

    printf("\nTwenty-four shades of grey:\n");
    for (int i = 232; i < 256; i++)
        printf("\033[48;5;%dm  ", i);
    printf(RESET "\n\nAnd 16 million more:\n");

    for (int y = 0; y < 8; y++) {
        for (int x = 0; x < 64; x++) {
            double angle = x * 6.283185307 / 64, light = 1 - y / 10.0;
            background((int)((sin(angle) * 127 + 128) * light),
                (int)((sin(angle + 2.094) * 127 + 128) * light),
                (int)((sin(angle + 4.189) * 127 + 128) * light));
            putchar(' ');
        }
        printf(RESET "\n");
    }
    return 0;
}
