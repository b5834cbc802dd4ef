/* Conway's Game of Life, on a world without edges. Ctrl-C ends it early. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define WIDTH 64
#define HEIGHT 20
#define GENERATIONS 150

static char world[HEIGHT][WIDTH], next[HEIGHT][WIDTH];

static int neighbours(int y, int x)
{
    int count = 0;
    for (int dy = -1; dy <= 1; dy++)
        for (int dx = -1; dx <= 1; dx++)
            if (dy != 0 || dx != 0)
                count += world[(y + dy + HEIGHT) % HEIGHT][(x + dx + WIDTH) % WIDTH];
    return count;
}

static void step(void)
{
    for (int y = 0; y < HEIGHT; y++)
        for (int x = 0; x < WIDTH; x++) {
            int count = neighbours(y, x);
            next[y][x] = count == 3 || (count == 2 && world[y][x]);
        }
    for (int y = 0; y < HEIGHT; y++)
        for (int x = 0; x < WIDTH; x++)
            world[y][x] = next[y][x];
}

static void draw(int generation)
{
    printf("\033[H"); /* back to the top left corner */
    for (int y = 0; y < HEIGHT; y++) {
        for (int x = 0; x < WIDTH; x++)
            putchar(world[y][x] ? '#' : ' ');
        putchar('\n');
    }
    printf("generation %d of %d \n", generation, GENERATIONS);
    fflush(stdout);
}

int main(void)
{
    srand((unsigned)time(NULL));
    for (int y = 0; y < HEIGHT; y++)
        for (int x = 0; x < WIDTH; x++)
            world[y][x] = rand() % 4 == 0;

    printf("\033[2J\033[?25l"); /* clear, hide the cursor */
    for (int generation = 1; generation <= GENERATIONS; generation++) {
        draw(generation);
        step();
        nanosleep(&(struct timespec){ 0, 50000000 }, NULL);
    }
    printf("\033[?25h");
    return 0;
}
