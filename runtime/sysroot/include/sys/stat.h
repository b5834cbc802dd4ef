#include_next <sys/stat.h>
#ifndef PREOPEN_SYS_STAT_H
#define PREOPEN_SYS_STAT_H
#include <preopen/refuse.h>

PREOPEN_BEGIN

/* Remembered and returned, but files have no mode it could apply to (src/files.c). */
mode_t umask(mode_t);

int mkfifo(const char *, mode_t) PREOPEN_NO_SPECIAL_FILE;
int mknod(const char *, mode_t, dev_t) PREOPEN_NO_SPECIAL_FILE;

PREOPEN_END
#endif
