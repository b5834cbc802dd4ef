#ifndef PREOPEN_SYS_IPC_H
#define PREOPEN_SYS_IPC_H
#define __NEED_key_t
#include <bits/alltypes.h>
#include <preopen/refuse.h>

#define IPC_CREAT 01000
#define IPC_EXCL 02000
#define IPC_NOWAIT 04000
#define IPC_RMID 0
#define IPC_SET 1
#define IPC_STAT 2
#define IPC_PRIVATE ((key_t)0)

PREOPEN_BEGIN
key_t ftok(const char *, int) PREOPEN_NO_SHARING;
PREOPEN_END
#endif
