#include_next <sys/ioctl.h>
#ifndef PREOPEN_SYS_IOCTL_H
#define PREOPEN_SYS_IOCTL_H
#include <preopen/refuse.h>

PREOPEN_BEGIN

struct winsize {
    unsigned short ws_row;
    unsigned short ws_col;
    unsigned short ws_xpixel;
    unsigned short ws_ypixel;
};
/* The size of the tab's terminal now; ENOTTY where there is another one (src/termios.c). */
#undef TIOCGWINSZ
#define TIOCGWINSZ 0x5413

int ioctl(int, int, ...) __asm__("__preopen_ioctl");

PREOPEN_END
#endif
