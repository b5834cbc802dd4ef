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
extern const int __preopen_winsize PREOPEN_NO_WINSIZE;
#undef TIOCGWINSZ
#define TIOCGWINSZ __preopen_winsize

PREOPEN_END
#endif
