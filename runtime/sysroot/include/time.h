#include_next <time.h>
#ifndef PREOPEN_TIME_H
#define PREOPEN_TIME_H
#include <preopen/refuse.h>

PREOPEN_BEGIN

#if defined(_POSIX_SOURCE) || defined(_POSIX_C_SOURCE) || defined(_XOPEN_SOURCE) || \
    defined(_GNU_SOURCE) || defined(_BSD_SOURCE)
/* Local time is UTC here (src/timezone.c). */
void tzset(void);
extern char *tzname[2];

extern const struct __clockid __preopen_cputime;
#define CLOCK_PROCESS_CPUTIME_ID (&__preopen_cputime)

struct sigevent;
int clock_settime(clockid_t, const struct timespec *) PREOPEN_NO_SETTIME;
int timer_create(clockid_t, struct sigevent *__restrict, void **__restrict) PREOPEN_NO_ALARM;
#endif

#if defined(_XOPEN_SOURCE) || defined(_GNU_SOURCE) || defined(_BSD_SOURCE)
extern int daylight;
extern long timezone;
#endif

PREOPEN_END
#endif
