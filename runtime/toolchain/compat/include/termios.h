#ifndef PREOPEN_TERMIOS_H
#define PREOPEN_TERMIOS_H
#include <preopen/refuse.h>

typedef unsigned char cc_t;
typedef unsigned tcflag_t;
typedef unsigned speed_t;
#define NCCS 32
struct termios {
    tcflag_t c_iflag;
    tcflag_t c_oflag;
    tcflag_t c_cflag;
    tcflag_t c_lflag;
    cc_t c_cc[NCCS];
};
#define VTIME 5
#define VMIN 6
#define BRKINT 0000002
#define ICRNL 0000400
#define INPCK 0000020
#define ISTRIP 0000040
#define IXON 0002000
#define OPOST 0000001
#define CS8 0000060
#define ISIG 0000001
#define ICANON 0000002
#define ECHO 0000010
#define IEXTEN 0100000
#define TCSANOW 0
#define TCSADRAIN 1
#define TCSAFLUSH 2

PREOPEN_BEGIN
int tcgetattr(int, struct termios *) PREOPEN_NO_TERMIOS;
int tcsetattr(int, int, const struct termios *) PREOPEN_NO_TERMIOS;
void cfmakeraw(struct termios *) PREOPEN_NO_TERMIOS;
PREOPEN_END
#endif
