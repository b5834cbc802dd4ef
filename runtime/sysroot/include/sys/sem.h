#ifndef PREOPEN_SYS_SEM_H
#define PREOPEN_SYS_SEM_H
#define __NEED_size_t
#include <sys/ipc.h>
#include <bits/alltypes.h>

#define SEM_UNDO 0x1000
#define GETVAL 12
#define SETVAL 16

struct sembuf {
    unsigned short sem_num;
    short sem_op;
    short sem_flg;
};

PREOPEN_BEGIN
int semget(key_t, int, int) PREOPEN_NO_SHARING;
int semop(int, struct sembuf *, size_t) PREOPEN_NO_SHARING;
int semctl(int, int, int, ...) PREOPEN_NO_SHARING;
PREOPEN_END
#endif
