#include_next <fcntl.h>
#ifndef PREOPEN_FCNTL_H
#define PREOPEN_FCNTL_H
#include <preopen/refuse.h>

PREOPEN_BEGIN

/* Locks: the constants exist, the calls answer -1 with ENOTSUP (src/files.c). */
#ifndef F_GETLK
#define F_GETLK 5
#define F_SETLK 6
#define F_SETLKW 7
#endif
#ifndef F_RDLCK
#define F_RDLCK 0
#define F_WRLCK 1
#define F_UNLCK 2
#endif

int fcntl(int, int, ...) __asm__("__preopen_fcntl");

extern const int __preopen_dupfd PREOPEN_NO_DUP;
#define F_DUPFD __preopen_dupfd
#define F_DUPFD_CLOEXEC __preopen_dupfd

PREOPEN_END
#endif
