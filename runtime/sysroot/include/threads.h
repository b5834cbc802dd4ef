#include_next <threads.h>
#ifndef PREOPEN_THREADS_H
#define PREOPEN_THREADS_H
#include <preopen/refuse.h>
PREOPEN_BEGIN
/* mtx_*, tss_* and call_once work, for the one thread there is (src/threads.c). */
int thrd_create(thrd_t *, thrd_start_t, void *) PREOPEN_NO_THREAD;
int thrd_join(thrd_t, int *) PREOPEN_NO_THREAD;
int cnd_wait(cnd_t *__restrict, mtx_t *__restrict) PREOPEN_NO_THREAD;
PREOPEN_END
#endif
