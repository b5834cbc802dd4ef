#include_next <sys/time.h>
#ifndef PREOPEN_SYS_TIME_H
#define PREOPEN_SYS_TIME_H
#include <preopen/refuse.h>

PREOPEN_BEGIN

#define ITIMER_REAL 0
#define ITIMER_VIRTUAL 1
#define ITIMER_PROF 2
struct itimerval {
    struct timeval it_interval;
    struct timeval it_value;
};
int getitimer(int, struct itimerval *) PREOPEN_NO_ALARM;
int setitimer(int, const struct itimerval *__restrict, struct itimerval *__restrict) PREOPEN_NO_ALARM;

#if defined(_GNU_SOURCE) || defined(_BSD_SOURCE)
int settimeofday(const struct timeval *, const void *) PREOPEN_NO_SETTIME;
#endif

PREOPEN_END
#endif
