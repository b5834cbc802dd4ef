/* Waiting for a condition, in a program with one thread: no other one could make it true. */
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

int pthread_cond_wait(pthread_cond_t *restrict condition, pthread_mutex_t *restrict mutex)
{
    static const char deadlock[] =
        "pthread_cond_wait: the program has one thread, so there is no other that could signal the condition, and it "
        "would wait for ever\n";
    (void)condition, (void)mutex;
    (void)write(STDERR_FILENO, deadlock, sizeof deadlock - 1);
    abort();
}

int pthread_cond_timedwait(
    pthread_cond_t *restrict condition, pthread_mutex_t *restrict mutex, const struct timespec *restrict until)
{
    (void)condition, (void)mutex;
    if (until->tv_nsec < 0 || until->tv_nsec >= 1000000000)
        return EINVAL;
    clock_nanosleep(CLOCK_REALTIME, TIMER_ABSTIME, until, NULL);
    return ETIMEDOUT;
}
