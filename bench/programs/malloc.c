// malloc MEGABYTES: small and middling blocks, until that many MB live at once and twice as many were allocated. Each
// is written to; every second one is freed and its place used again, and for every sixty-fourth there is a system call, as
// in a program that reads what it keeps. Says "ns=ELAPSED pages=MEMORY".
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

struct block {
    struct block *next;
    size_t size;
};

static struct block *kept;
static unsigned long random_state = 1;

static size_t any_size(void)
{
    random_state = random_state * 1103515245 + 12345;
    unsigned long r = random_state >> 8 & 0xffff;
    // One in sixteen is of 1 to 33 KB, the others of 16 to 528 bytes.
    return (r & 15) == 0 ? 1024 + (r >> 4) * 8 : 16 + (r >> 7);
}

static struct block *made(void)
{
    size_t size = any_size();
    struct block *b = malloc(size);
    if (b == NULL) {
        perror("malloc");
        exit(1);
    }
    memset(b, 1, size);
    b->size = size;
    return b;
}

int main(int argc, char **argv)
{
    size_t most = (size_t)(argc > 1 ? atoi(argv[1]) : 200) << 20;
    size_t live = 0;
    int file = open("/tmp/malloc", O_WRONLY | O_CREAT | O_TRUNC, 0666);
    if (file < 0) return perror("/tmp/malloc"), 1;
    long long start = now();
    for (long i = 0; live < most; i++) {
        struct block *b = made(), *c = made();
        b->next = kept;
        kept = b;
        live += b->size;
        free(c);
        if (i % 64 == 0 && write(file, "x", 1) != 1) return perror("write"), 1;
    }
    while (kept != NULL) {
        struct block *b = kept;
        kept = b->next;
        free(b);
    }
    fprintf(stderr, "\nns=%lld pages=%lu\n", now() - start, (unsigned long)__builtin_wasm_memory_size(0));
    return 0;
}
