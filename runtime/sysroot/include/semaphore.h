#include_next <semaphore.h>
#ifndef PREOPEN_SEMAPHORE_H
#define PREOPEN_SEMAPHORE_H
#include <preopen/refuse.h>
PREOPEN_BEGIN
int sem_init(sem_t *, int, unsigned) PREOPEN_NO_SEMAPHORE;
sem_t *sem_open(const char *, int, ...) PREOPEN_NO_SEMAPHORE;
int sem_wait(sem_t *) PREOPEN_NO_SEMAPHORE;
int sem_post(sem_t *) PREOPEN_NO_SEMAPHORE;
PREOPEN_END
#endif
