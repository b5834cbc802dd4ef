#ifndef PREOPEN_SYS_SHM_H
#define PREOPEN_SYS_SHM_H
#define __NEED_size_t
#include <sys/ipc.h>
#include <bits/alltypes.h>

PREOPEN_BEGIN
struct shmid_ds;
int shmget(key_t, size_t, int) PREOPEN_NO_SHARING;
void *shmat(int, const void *, int) PREOPEN_NO_SHARING;
int shmdt(const void *) PREOPEN_NO_SHARING;
int shmctl(int, int, struct shmid_ds *) PREOPEN_NO_SHARING;
PREOPEN_END
#endif
