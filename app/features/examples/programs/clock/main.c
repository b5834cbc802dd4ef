/* What time is it, and how long does something take? Two different clocks. */
#include <stdio.h>
#include <time.h>

static double seconds_since(const struct timespec *start)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)(now.tv_sec - start->tv_sec) + (double)(now.tv_nsec - start->tv_nsec) / 1e9;
}

int main(void)
{
    char text[64];
    time_t now = time(NULL);
    struct tm *calendar = gmtime(&now);

    strftime(text, sizeof text, "%A, %d %B %Y, %H:%M:%S", calendar);
    printf("It is %s (UTC), day %d of the year.\n", text, calendar->tm_yday + 1);

    struct tm new_year = { .tm_year = calendar->tm_year + 1, .tm_mon = 0, .tm_mday = 1 };
    printf("%.1f days until the new year.\n", difftime(mktime(&new_year), now) / 86400);

    /* The monotonic clock has no date, but it never jumps: use it to measure. */
    struct timespec start;
    clock_gettime(CLOCK_MONOTONIC, &start);

    volatile double sum = 0;
    for (int i = 1; i <= 5000000; i++)
        sum += 1.0 / i;
    printf("Adding 5 million numbers took %.3f s (the sum is %.6f).\n", seconds_since(&start), sum);

    struct timespec pause = { 0, 300000000 };
    clock_gettime(CLOCK_MONOTONIC, &start);
    nanosleep(&pause, NULL);
    printf("Sleeping 0.3 s took %.3f s.\n", seconds_since(&start));
    return 0;
}
