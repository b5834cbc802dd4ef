#include <preopen/terminal.h>
#include <string.h>
#include <unistd.h>
#include <wasi/api.h>

#define ASK_SIZE "\033[?4865h"
#define ASK_CURSOR "\033[?4867h"
/* ESC [ 8 ; rows ; columns t, three digits each; and ESC [ row ; column R. */
enum { SIZE_BYTES = 12, CURSOR_BYTES = 10 };

static int out = -2;

static int number(const char *digits) { return (digits[0] - '0') * 100 + (digits[1] - '0') * 10 + (digits[2] - '0'); }

size_t __preopen_terminal_readable(void)
{
    __wasi_subscription_t asked[2] = {
        { .userdata = 1, .u = { .tag = __WASI_EVENTTYPE_FD_READ, .u.fd_read.file_descriptor = 0 } },
        { .userdata = 2, .u = { .tag = __WASI_EVENTTYPE_CLOCK, .u.clock = { .id = __WASI_CLOCKID_MONOTONIC } } },
    };
    __wasi_event_t events[2];
    size_t count = 0;
    if (__wasi_poll_oneoff(asked, events, 2, &count) != 0)
        return 0;
    for (size_t i = 0; i < count; i++)
        if (events[i].userdata == 1 && events[i].error == 0)
            return events[i].fd_readwrite.nbytes > 0 ? (size_t)events[i].fd_readwrite.nbytes : 1;
    return 0;
}

static int receive(char *answer, size_t length)
{
    for (size_t have = 0; have < length;) {
        ssize_t count = read(0, answer + have, length - have);
        if (count <= 0)
            return 0;
        have += (size_t)count;
    }
    return 1;
}

/* This terminal has answered when the write returns, ahead of what was typed; any other one ignores the question. */
static int ask_size(int fd, int *rows, int *columns)
{
    char answer[SIZE_BYTES];
    if (write(fd, ASK_SIZE, sizeof ASK_SIZE - 1) < 0 || __preopen_terminal_readable() != SIZE_BYTES)
        return 0;
    if (!receive(answer, sizeof answer) || memcmp(answer, "\033[8;", 4) != 0)
        return 0;
    *rows = number(answer + 4);
    *columns = number(answer + 8);
    return 1;
}

int __preopen_terminal(void)
{
    if (out == -2) {
        int rows, columns;
        int fd = isatty(1) ? 1 : isatty(2) ? 2 : -1;
        out = fd >= 0 && isatty(0) && ask_size(fd, &rows, &columns) ? fd : -1;
    }
    return out;
}

void __preopen_terminal_write(const char *sequence)
{
    if (__preopen_terminal() >= 0)
        (void)!write(out, sequence, strlen(sequence));
}

int __preopen_terminal_size(int *rows, int *columns)
{
    return __preopen_terminal() >= 0 && ask_size(out, rows, columns);
}

int __preopen_terminal_cursor(int *row, int *column)
{
    char answer[CURSOR_BYTES];
    if (__preopen_terminal() < 0)
        return 0;
    __preopen_terminal_write(ASK_CURSOR);
    if (!receive(answer, sizeof answer))
        return 0;
    *row = number(answer + 2);
    *column = number(answer + 6);
    return 1;
}
