/* Calls about file modes, owners and locks, none of which WASI files have. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

extern int libc_fcntl(int fd, int command, ...) __asm__("fcntl");

static int fail(int error)
{
    errno = error;
    return -1;
}

static mode_t mask = 022;

mode_t umask(mode_t next)
{
    mode_t previous = mask;
    mask = next & 0777;
    return previous;
}

int chown(const char *path, uid_t user, gid_t group) { (void)path, (void)user, (void)group; return fail(ENOSYS); }
int lchown(const char *path, uid_t user, gid_t group) { (void)path, (void)user, (void)group; return fail(ENOSYS); }
int fchown(int fd, uid_t user, gid_t group) { (void)fd, (void)user, (void)group; return fail(ENOSYS); }

/* The host decides when it writes; libc buffers nothing here. */
void sync(void) {}

int flock(int fd, int operation) { (void)fd, (void)operation; return fail(ENOTSUP); }
int lockf(int fd, int command, off_t length) { (void)fd, (void)command, (void)length; return fail(ENOTSUP); }

int fcntl(int fd, int command, ...)
{
    va_list rest;
    int argument = 0;
    switch (command) {
    case F_GETLK:
    case F_SETLK:
    case F_SETLKW:
        return fail(ENOTSUP);
    case F_SETFD:
    case F_SETFL:
        va_start(rest, command);
        argument = va_arg(rest, int);
        va_end(rest);
        return libc_fcntl(fd, command, argument);
    default:
        return libc_fcntl(fd, command);
    }
}
