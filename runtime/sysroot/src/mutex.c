/*
 * Mutexes of all kinds, for the one thread there is. libc's own confuse the kinds: a recursive one cannot be
 * locked twice there, and an ordinary one can.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

/* As pthread_mutex_init() and the initialisers fill it. */
struct mutex {
    int type;
    int locks;
};
_Static_assert(sizeof(struct mutex) <= sizeof(pthread_mutex_t), "fits");

static struct mutex *of(pthread_mutex_t *mutex) { return (struct mutex *)(void *)mutex; }
static int type_of(const struct mutex *mutex) { return mutex->type & 3; }

int pthread_mutex_trylock(pthread_mutex_t *given)
{
    struct mutex *mutex = of(given);
    if (mutex->locks > 0 && type_of(mutex) != PTHREAD_MUTEX_RECURSIVE)
        return EBUSY;
    mutex->locks++;
    return 0;
}

int pthread_mutex_lock(pthread_mutex_t *given)
{
    static const char deadlock[] =
        "pthread_mutex_lock: the program locks a mutex that it has locked already. There is no other thread that could "
        "unlock it, so it would wait for ever\n";
    if (pthread_mutex_trylock(given) == 0)
        return 0;
    if (type_of(of(given)) == PTHREAD_MUTEX_ERRORCHECK)
        return EDEADLK;
    (void)write(STDERR_FILENO, deadlock, sizeof deadlock - 1);
    abort();
}

int pthread_mutex_timedlock(pthread_mutex_t *restrict given, const struct timespec *restrict until)
{
    if (pthread_mutex_trylock(given) == 0)
        return 0;
    if (type_of(of(given)) == PTHREAD_MUTEX_ERRORCHECK)
        return EDEADLK;
    if (until->tv_nsec < 0 || until->tv_nsec >= 1000000000)
        return EINVAL;
    clock_nanosleep(CLOCK_REALTIME, TIMER_ABSTIME, until, NULL);
    return ETIMEDOUT;
}

int pthread_mutex_unlock(pthread_mutex_t *given)
{
    struct mutex *mutex = of(given);
    if (mutex->locks == 0)
        return type_of(mutex) == PTHREAD_MUTEX_NORMAL ? 0 : EPERM;
    mutex->locks--;
    return 0;
}
