// small-writes file|terminal COUNT: writes COUNT single bytes, then says "ns=ELAPSED".
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static long long now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000000000LL + t.tv_nsec;
}

int main(int argc, char **argv)
{
    int is_file = argc > 1 && strcmp(argv[1], "file") == 0;
    int count = argc > 2 ? atoi(argv[2]) : 1000000;
    int fd = is_file ? open("/tmp/small", O_WRONLY | O_CREAT | O_TRUNC, 0666) : 1;
    if (fd < 0) return perror("/tmp/small"), 1;
    long long start = now();
    for (int i = 0; i < count; i++) {
        if (write(fd, i % 80 == 79 ? "\n" : "x", 1) != 1) return perror("write"), 1;
    }
    fprintf(stderr, "\nns=%lld\n", now() - start);
    return 0;
}
