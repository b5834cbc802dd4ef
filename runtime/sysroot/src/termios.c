#define _GNU_SOURCE
#include <errno.h>
#include <preopen/terminal.h>
#include <stdarg.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

extern int libc_ioctl(int fd, int request, ...) __asm__("ioctl");

/* As every program finds it: runtime/kernel/tty/tty-mode.ts. */
static struct termios current = {
    .c_iflag = BRKINT | ICRNL | IXON | IUTF8,
    .c_oflag = OPOST | ONLCR,
    .c_cflag = CS8 | CREAD,
    .c_lflag = ISIG | ICANON | ECHO | ECHOE | ECHOK | ECHOCTL | ECHOKE | IEXTEN,
    .c_cc = { [VINTR] = 3, [VQUIT] = 28, [VERASE] = 127, [VKILL] = 21, [VEOF] = 4, [VMIN] = 1, [VSTART] = 17,
        [VSTOP] = 19, [VSUSP] = 26, [VREPRINT] = 18, [VDISCARD] = 15, [VWERASE] = 23, [VLNEXT] = 22 },
    .c_ispeed = B38400,
    .c_ospeed = B38400,
};

static int fail(int error)
{
    errno = error;
    return -1;
}

/* Errno is what isatty() found, or that this terminal has no modes. */
static int is_terminal(int fd)
{
    if (!isatty(fd))
        return 0;
    if (__preopen_terminal() >= 0)
        return 1;
    errno = ENOTTY;
    return 0;
}

int tcgetattr(int fd, struct termios *mode)
{
    if (!is_terminal(fd))
        return -1;
    *mode = current;
    return 0;
}

static void switch_to(int number, int before, int after)
{
    char sequence[24];
    if (!before == !after)
        return;
    snprintf(sequence, sizeof sequence, "\033[?%d%c", number, after ? 'h' : 'l');
    __preopen_terminal_write(sequence);
}

static void drop_input(void)
{
    char dropped[256];
    while (__preopen_terminal_readable() > 0)
        if (read(0, dropped, sizeof dropped) <= 0)
            return;
}

int tcsetattr(int fd, int when, const struct termios *mode)
{
    if (when < TCSANOW || when > TCSAFLUSH)
        return fail(EINVAL);
    if (!is_terminal(fd))
        return -1;
    if (when == TCSAFLUSH)
        drop_input();
    const struct termios before = current;
    current = *mode;
    switch_to(4861, before.c_lflag & ECHO, mode->c_lflag & ECHO);
    switch_to(4862, before.c_lflag & ISIG, mode->c_lflag & ISIG);
    switch_to(4863, before.c_iflag & ICRNL, mode->c_iflag & ICRNL);
    switch_to(4864, before.c_oflag & OPOST, mode->c_oflag & OPOST);
    switch_to(4866, before.c_cc[VMIN], mode->c_cc[VMIN]);
    if (before.c_cc[VTIME] != mode->c_cc[VTIME])
        switch_to(48000 + mode->c_cc[VTIME], 0, 1);
    switch_to(4860, before.c_lflag & ICANON, mode->c_lflag & ICANON);
    return 0;
}

void cfmakeraw(struct termios *mode)
{
    mode->c_iflag &= ~(tcflag_t)(IGNBRK | BRKINT | PARMRK | ISTRIP | INLCR | IGNCR | ICRNL | IXON);
    mode->c_oflag &= ~(tcflag_t)OPOST;
    mode->c_lflag &= ~(tcflag_t)(ECHO | ECHONL | ICANON | ISIG | IEXTEN);
    mode->c_cflag = (mode->c_cflag & ~(tcflag_t)(CSIZE | PARENB)) | CS8;
    mode->c_cc[VMIN] = 1;
    mode->c_cc[VTIME] = 0;
}

int tcflush(int fd, int queue)
{
    if (queue < TCIFLUSH || queue > TCIOFLUSH)
        return fail(EINVAL);
    if (!is_terminal(fd))
        return -1;
    if (queue != TCOFLUSH)
        drop_input();
    return 0;
}

/* What is written is on its way to the screen, and nothing stops it. */
int tcdrain(int fd) { return is_terminal(fd) ? 0 : -1; }
int tcflow(int fd, int action) { (void)action; return is_terminal(fd) ? 0 : -1; }

speed_t cfgetispeed(const struct termios *mode) { return mode->c_ispeed; }
speed_t cfgetospeed(const struct termios *mode) { return mode->c_ospeed; }
int cfsetispeed(struct termios *mode, speed_t speed) { mode->c_ispeed = speed; return 0; }
int cfsetospeed(struct termios *mode, speed_t speed) { mode->c_ospeed = speed; return 0; }

int ioctl(int fd, int request, ...)
{
    va_list rest;
    va_start(rest, request);
    void *argument = va_arg(rest, void *);
    va_end(rest);
    if (request != TIOCGWINSZ)
        return libc_ioctl(fd, request, argument);
    int rows, columns;
    if (!is_terminal(fd))
        return -1;
    if (!__preopen_terminal_size(&rows, &columns))
        return fail(ENOTTY);
    *(struct winsize *)argument = (struct winsize) { .ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns };
    return 0;
}
