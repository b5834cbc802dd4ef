#ifndef PREOPEN_SYS_MSG_H
#define PREOPEN_SYS_MSG_H
#define __NEED_size_t
#define __NEED_ssize_t
#include <sys/ipc.h>
#include <bits/alltypes.h>

PREOPEN_BEGIN
struct msqid_ds;
int msgget(key_t, int) PREOPEN_NO_SHARING;
int msgsnd(int, const void *, size_t, int) PREOPEN_NO_SHARING;
ssize_t msgrcv(int, void *, size_t, long, int) PREOPEN_NO_SHARING;
int msgctl(int, int, struct msqid_ds *) PREOPEN_NO_SHARING;
PREOPEN_END
#endif
