#ifndef PREOPEN_DOS_H
#define PREOPEN_DOS_H
#include <preopen/refuse.h>

PREOPEN_BEGIN
unsigned sleep(unsigned);
void delay(unsigned) PREOPEN_REFUSE(
    "delay() belongs to DOS compilers; "
    "wait with usleep(milliseconds * 1000) from <unistd.h>");
void sound(unsigned) PREOPEN_NO_SPEAKER;
void nosound(void) PREOPEN_NO_SPEAKER;
PREOPEN_END
#endif
