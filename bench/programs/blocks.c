// blocks MEBIBYTES: writes and reads back a file in blocks of 64 KiB, then says "write=NS read=NS".
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static char block[65536];

static long long now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000000000LL + t.tv_nsec;
}

int main(int argc, char **argv)
{
    int blocks = (argc > 1 ? atoi(argv[1]) : 256) * 16;
    int file = open("/tmp/blocks", O_RDWR | O_CREAT | O_TRUNC, 0666);
    if (file < 0) return perror("/tmp/blocks"), 1;
    memset(block, 'x', sizeof block);

    long long start = now();
    for (int i = 0; i < blocks; i++) {
        if (write(file, block, sizeof block) != sizeof block) return perror("write"), 1;
    }
    long long written = now();
    lseek(file, 0, SEEK_SET);
    for (int i = 0; i < blocks; i++) {
        if (read(file, block, sizeof block) != sizeof block) return perror("read"), 1;
    }
    fprintf(stderr, "\nwrite=%lld read=%lld\n", written - start, now() - written);
    close(file);
    unlink("/tmp/blocks");
    return 0;
}
