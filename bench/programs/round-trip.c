// round-trip CALLS BATCHES: for each of three system calls, one line "NAME=NS NS …" with ns a call, batch by batch.
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <wasi/api.h>

static int file;

static __wasi_timestamp_t now(void)
{
    __wasi_timestamp_t t = 0;
    (void)!__wasi_clock_time_get(__WASI_CLOCKID_MONOTONIC, 0, &t);
    return t;
}

static void call_clock(void) { now(); }

static void call_tell(void)
{
    __wasi_filesize_t offset;
    (void)!__wasi_fd_tell(file, &offset);
}

static void call_read(void)
{
    char byte;
    __wasi_iovec_t iov = {.buf = (uint8_t *)&byte, .buf_len = 1};
    __wasi_size_t read;
    (void)!__wasi_fd_read(file, &iov, 1, &read);
}

static void measure(const char *name, void (*call)(void), int calls, int batches)
{
    fprintf(stderr, "%s=", name);
    for (int b = 0; b < batches; b++) {
        __wasi_timestamp_t start = now();
        for (int i = 0; i < calls; i++) call();
        fprintf(stderr, "%s%.1f", b ? " " : "", (double)(now() - start) / calls);
    }
    fprintf(stderr, "\n");
}

int main(int argc, char **argv)
{
    int calls = argc > 1 ? atoi(argv[1]) : 1000;
    int batches = argc > 2 ? atoi(argv[2]) : 20;
    file = open("/tmp/bytes", O_RDWR | O_CREAT | O_TRUNC, 0666);
    if (file < 0) return perror("/tmp/bytes"), 1;
    char block[4096] = {0};
    for (int i = 0; i < calls * batches; i += sizeof block) {
        if (write(file, block, sizeof block) < 0) return perror("write"), 1;
    }
    lseek(file, 0, SEEK_SET);
    measure("clock_time_get", call_clock, calls, batches);
    measure("fd_tell", call_tell, calls, batches);
    measure("fd_read", call_read, calls, batches);
    return 0;
}
