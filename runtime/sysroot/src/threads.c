/* C11 mutexes, conditions, once flags and thread-specific storage for a program with one thread. */
#include <errno.h>
#include <pthread.h>
#include <threads.h>

#define MUTEX(mutex) ((pthread_mutex_t *)(void *)(mutex))
_Static_assert(sizeof(mtx_t) >= sizeof(pthread_mutex_t), "mtx_t holds a pthread mutex");

static int status(int error) { return error == 0 ? thrd_success : thrd_error; }

int mtx_init(mtx_t *mutex, int type)
{
    pthread_mutexattr_t attributes;
    pthread_mutexattr_init(&attributes);
    if ((type & mtx_recursive) != 0)
        pthread_mutexattr_settype(&attributes, PTHREAD_MUTEX_RECURSIVE);
    return status(pthread_mutex_init(MUTEX(mutex), &attributes));
}

void mtx_destroy(mtx_t *mutex) { pthread_mutex_destroy(MUTEX(mutex)); }
int mtx_lock(mtx_t *mutex) { return status(pthread_mutex_lock(MUTEX(mutex))); }
int mtx_unlock(mtx_t *mutex) { return status(pthread_mutex_unlock(MUTEX(mutex))); }
int mtx_trylock(mtx_t *mutex) { return pthread_mutex_trylock(MUTEX(mutex)) == 0 ? thrd_success : thrd_busy; }

int mtx_timedlock(mtx_t *restrict mutex, const struct timespec *restrict until)
{
    int error = pthread_mutex_timedlock(MUTEX(mutex), until);
    return error == ETIMEDOUT ? thrd_timedout : status(error);
}

/* There is no other thread that could wait. */
int cnd_init(cnd_t *condition) { *condition = (cnd_t){ 0 }; return thrd_success; }
void cnd_destroy(cnd_t *condition) { (void)condition; }
int cnd_signal(cnd_t *condition) { (void)condition; return thrd_success; }
int cnd_broadcast(cnd_t *condition) { (void)condition; return thrd_success; }

void call_once(once_flag *flag, void (*function)(void))
{
    if (*flag != 0)
        return;
    *flag = 1;
    function();
}

int tss_create(tss_t *key, tss_dtor_t destructor)
{
    pthread_key_t made;
    int error = pthread_key_create(&made, destructor);
    *key = made;
    return status(error);
}

void tss_delete(tss_t key) { pthread_key_delete(key); }
int tss_set(tss_t key, void *value) { return status(pthread_setspecific(key, value)); }
void thrd_yield(void) {}
