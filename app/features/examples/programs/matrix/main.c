/* Multiplies two matrices in two orders: the same sums, but memory likes one of them better. */
#include <stdio.h>
#include <time.h>

#define N 256

static double a[N][N], b[N][N], c[N][N];

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static void clear(void)
{
    for (int i = 0; i < N; i++)
        for (int j = 0; j < N; j++)
            c[i][j] = 0;
}

/* Walks down the columns of b: each step is a jump of a whole row. */
static void by_column(void)
{
    for (int i = 0; i < N; i++)
        for (int j = 0; j < N; j++)
            for (int k = 0; k < N; k++)
                c[i][j] += a[i][k] * b[k][j];
}

/* Walks along the rows of b and c. */
static void by_row(void)
{
    for (int i = 0; i < N; i++)
        for (int k = 0; k < N; k++)
            for (int j = 0; j < N; j++)
                c[i][j] += a[i][k] * b[k][j];
}

static void measure(const char *name, void (*multiply)(void))
{
    double best = 1e9;
    for (int run = 0; run < 5; run++) {
        clear();
        double start = now();
        multiply();
        double taken = now() - start;
        if (taken < best)
            best = taken;
    }
    printf("%-10s %7.1f ms  %7.1f million operations a second  (c[7][9] = %g)\n", name,
        best * 1e3, 2.0 * N * N * N / best / 1e6, c[7][9]);
}

int main(void)
{
    for (int i = 0; i < N; i++)
        for (int j = 0; j < N; j++) {
            a[i][j] = (i * j) % 10;
            b[i][j] = (i + j) % 10;
        }

    printf("%d x %d matrices. Try -O0 and -O2 in the settings.\n", N, N);
    measure("by column", by_column);
    measure("by row", by_row);
    return 0;
}
