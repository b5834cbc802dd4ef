#include_next <sys/select.h>
#ifndef PREOPEN_SYS_SELECT_H
#define PREOPEN_SYS_SELECT_H
#ifdef __cplusplus
extern "C" {
#endif
/* Both say when a descriptor is not open (src/poll.c). */
int select(int, fd_set *__restrict, fd_set *__restrict, fd_set *__restrict, struct timeval *__restrict)
    __asm__("__preopen_select");
int pselect(int, fd_set *__restrict, fd_set *__restrict, fd_set *__restrict, const struct timespec *__restrict,
    const sigset_t *__restrict) __asm__("__preopen_pselect");
#ifdef __cplusplus
}
#endif
#endif
