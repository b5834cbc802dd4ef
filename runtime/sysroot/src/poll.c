/* ppoll(), and select() and pselect() that say when a descriptor is not open, as POSIX wants. */
#define _GNU_SOURCE
#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stddef.h>
#include <sys/select.h>
#include <sys/stat.h>

extern int libc_pselect(int count, fd_set *restrict reads, fd_set *restrict writes, fd_set *restrict excepts,
    const struct timespec *restrict timeout, const sigset_t *restrict mask) __asm__("pselect");

/* No signal arrives while it waits. One that the program blocked and sent itself is delivered before. */
static void deliver(const sigset_t *mask)
{
    sigset_t before;
    if (mask == NULL)
        return;
    sigprocmask(SIG_SETMASK, mask, &before);
    sigprocmask(SIG_SETMASK, &before, NULL);
}

static int is_time(const struct timespec *time)
{
    return time->tv_sec >= 0 && time->tv_nsec >= 0 && time->tv_nsec < 1000000000;
}

int ppoll(struct pollfd *entries, nfds_t count, const struct timespec *timeout, const sigset_t *mask)
{
    int milliseconds = -1;
    if (timeout != NULL) {
        if (!is_time(timeout)) {
            errno = EINVAL;
            return -1;
        }
        milliseconds = timeout->tv_sec >= INT_MAX / 1000
            ? INT_MAX
            : (int)timeout->tv_sec * 1000 + (int)((timeout->tv_nsec + 999999) / 1000000);
    }
    deliver(mask);
    return poll(entries, count, milliseconds);
}

static int has_closed(int count, const fd_set *set)
{
    struct stat unused;
    int before = errno;
    if (set == NULL)
        return 0;
    for (int fd = 0; fd < count; fd++) {
        if (FD_ISSET(fd, set) && fstat(fd, &unused) != 0 && errno == EBADF)
            return 1;
    }
    errno = before;
    return 0;
}

int pselect(int count, fd_set *restrict reads, fd_set *restrict writes, fd_set *restrict excepts,
    const struct timespec *restrict timeout, const sigset_t *restrict mask)
{
    if (count < 0 || count > FD_SETSIZE || (timeout != NULL && !is_time(timeout))) {
        errno = EINVAL;
        return -1;
    }
    if (has_closed(count, reads) || has_closed(count, writes) || has_closed(count, excepts)) {
        errno = EBADF;
        return -1;
    }
    deliver(mask);
    return libc_pselect(count, reads, writes, excepts, timeout, NULL);
}

int select(int count, fd_set *restrict reads, fd_set *restrict writes, fd_set *restrict excepts,
    struct timeval *restrict timeout)
{
    struct timespec time;
    if (timeout == NULL)
        return pselect(count, reads, writes, excepts, NULL, NULL);
    /* As Linux, which takes more than a second here. */
    time.tv_sec = timeout->tv_sec + timeout->tv_usec / 1000000;
    time.tv_nsec = (long)(timeout->tv_usec % 1000000) * 1000;
    return pselect(count, reads, writes, excepts, &time, NULL);
}
