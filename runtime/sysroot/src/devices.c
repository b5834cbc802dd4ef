/*
 * The files of /dev, made of what a WASI program has: /dev/null and /dev/zero need nothing, /dev/random and /dev/urandom
 * are random_get, and the others are the descriptors that the program was given. So nothing becomes possible that was
 * not, and it is the same on every host: decision 0020.
 *
 * The layer lies between libc and WASI. Descriptors of devices have numbers that no host gives; the driver wraps the
 * calls that may be made with them.
 */
#include <preopen/devices.h>
#include <string.h>
#include <wasi/api.h>

__wasi_errno_t __real___wasi_fd_read(__wasi_fd_t, const __wasi_iovec_t *, size_t, __wasi_size_t *);
__wasi_errno_t __real___wasi_fd_write(__wasi_fd_t, const __wasi_ciovec_t *, size_t, __wasi_size_t *);
__wasi_errno_t __real___wasi_fd_seek(__wasi_fd_t, __wasi_filedelta_t, __wasi_whence_t, __wasi_filesize_t *);
__wasi_errno_t __real___wasi_fd_close(__wasi_fd_t);
__wasi_errno_t __real___wasi_fd_renumber(__wasi_fd_t, __wasi_fd_t);
__wasi_errno_t __real___wasi_fd_fdstat_get(__wasi_fd_t, __wasi_fdstat_t *);
__wasi_errno_t __real___wasi_fd_fdstat_set_flags(__wasi_fd_t, __wasi_fdflags_t);
__wasi_errno_t __real___wasi_fd_filestat_get(__wasi_fd_t, __wasi_filestat_t *);
__wasi_errno_t __real___wasi_path_open(__wasi_fd_t, __wasi_lookupflags_t, const char *, __wasi_oflags_t, __wasi_rights_t,
    __wasi_rights_t, __wasi_fdflags_t, __wasi_fd_t *);
__wasi_errno_t __real___wasi_path_filestat_get(
    __wasi_fd_t, __wasi_lookupflags_t, const char *, __wasi_filestat_t *);

/* What a descriptor number at or above FIRST means: one of these, or FORWARD plus the descriptor that it stands for. */
enum { FIRST = 0x64657600, NOTHING = FIRST, ZEROS, RANDOM, TERMINAL, FORWARD, STREAMS = 3 };

/* freopen() makes a standard stream a device: 0, or the device's number. */
static __wasi_fd_t instead[STREAMS];

static __wasi_fd_t resolve(__wasi_fd_t fd)
{
    if (fd < STREAMS && instead[fd] != 0)
        fd = instead[fd];
    return fd >= FORWARD ? fd - FORWARD : fd;
}

static int is_device(__wasi_fd_t fd) { return fd >= FIRST && fd < FORWARD; }

static int is_terminal(__wasi_fd_t fd)
{
    __wasi_fdstat_t status;
    return __real___wasi_fd_fdstat_get(fd, &status) == 0 && status.fs_filetype == __WASI_FILETYPE_CHARACTER_DEVICE;
}

/* The descriptor behind the terminal's input or output; any other as it is. */
static __wasi_fd_t side(__wasi_fd_t fd, int is_written)
{
    return fd != TERMINAL ? fd : !is_written ? 0 : is_terminal(1) ? 1 : 2;
}

/* The number in `text`, or -1. */
static int number(const char *text)
{
    int value = 0;
    if (*text == '\0' || strlen(text) > 6)
        return -1;
    for (; *text != '\0'; text++) {
        if (*text < '0' || *text > '9')
            return -1;
        value = value * 10 + *text - '0';
    }
    return value;
}

static const struct {
    const char *name;
    __wasi_fd_t fd;
} names[] = {
    { "null", NOTHING },
    { "zero", ZEROS },
    { "random", RANDOM },
    { "urandom", RANDOM },
    { "tty", TERMINAL },
    { "stdin", FORWARD },
    { "stdout", FORWARD + 1 },
    { "stderr", FORWARD + 2 },
};

/* What a name below /dev stands for; 0: nothing. */
static __wasi_fd_t named(const char *name)
{
    int fd = strncmp(name, "fd/", 3) == 0 ? number(name + 3) : -1;
    if (fd >= 0)
        return FORWARD + (__wasi_fd_t)fd;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (strcmp(name, names[i].name) == 0)
            return names[i].fd;
    }
    return 0;
}

const char *__preopen_device(const char *path)
{
    return strncmp(path, "/dev/", 5) == 0 && named(path + 5) != 0 ? path + 5 : NULL;
}

/* The descriptor of a device, if what it stands for is there. */
static __wasi_errno_t find(const char *name, __wasi_fd_t *found)
{
    __wasi_fdstat_t unused;
    *found = named(name);
    if (*found == TERMINAL && !is_terminal(0) && !is_terminal(1) && !is_terminal(2))
        return __WASI_ERRNO_NXIO;
    if (*found < FORWARD)
        return 0;
    __wasi_fd_t fd = resolve(*found - FORWARD);
    *found = is_device(fd) ? fd : FORWARD + fd;
    /* The call also shows in a trace what the device is. */
    return is_device(fd) || __real___wasi_fd_fdstat_get(fd, &unused) == 0 ? 0 : __WASI_ERRNO_NOENT;
}

static void describe(__wasi_filestat_t *status)
{
    memset(status, 0, sizeof *status);
    status->filetype = __WASI_FILETYPE_CHARACTER_DEVICE;
    status->nlink = 1;
}

__wasi_errno_t __wrap___wasi_path_open(__wasi_fd_t fd, __wasi_lookupflags_t lookup, const char *path,
    __wasi_oflags_t flags, __wasi_rights_t base, __wasi_rights_t inheriting, __wasi_fdflags_t fdflags, __wasi_fd_t *opened)
{
    if (fd != DEVICES_FOLDER)
        return __real___wasi_path_open(fd, lookup, path, flags, base, inheriting, fdflags, opened);
    if ((flags & __WASI_OFLAGS_DIRECTORY) != 0)
        return __WASI_ERRNO_NOTDIR;
    if ((flags & __WASI_OFLAGS_EXCL) != 0)
        return __WASI_ERRNO_EXIST;
    return find(path, opened);
}

__wasi_errno_t __wrap___wasi_path_filestat_get(
    __wasi_fd_t fd, __wasi_lookupflags_t lookup, const char *path, __wasi_filestat_t *status)
{
    __wasi_fd_t found;
    if (fd != DEVICES_FOLDER)
        return __real___wasi_path_filestat_get(fd, lookup, path, status);
    describe(status);
    return find(path, &found);
}

static size_t fill(__wasi_fd_t fd, const __wasi_iovec_t *iov)
{
    if (fd == ZEROS)
        memset(iov->buf, 0, iov->buf_len);
    else if (__wasi_random_get(iov->buf, iov->buf_len) != 0)
        return 0;
    return iov->buf_len;
}

__wasi_errno_t __wrap___wasi_fd_read(__wasi_fd_t given, const __wasi_iovec_t *iovs, size_t count, __wasi_size_t *read)
{
    __wasi_fd_t fd = side(resolve(given), 0);
    if (!is_device(fd))
        return __real___wasi_fd_read(fd, iovs, count, read);
    *read = 0;
    for (size_t i = 0; fd != NOTHING && i < count; i++)
        *read += fill(fd, &iovs[i]);
    return 0;
}

__wasi_errno_t __wrap___wasi_fd_write(
    __wasi_fd_t given, const __wasi_ciovec_t *iovs, size_t count, __wasi_size_t *written)
{
    __wasi_fd_t fd = side(resolve(given), 1);
    if (!is_device(fd))
        return __real___wasi_fd_write(fd, iovs, count, written);
    *written = 0;
    for (size_t i = 0; i < count; i++)
        *written += iovs[i].buf_len;
    return 0;
}

__wasi_errno_t __wrap___wasi_fd_seek(
    __wasi_fd_t given, __wasi_filedelta_t offset, __wasi_whence_t whence, __wasi_filesize_t *position)
{
    __wasi_fd_t fd = resolve(given);
    if (!is_device(fd))
        return __real___wasi_fd_seek(fd, offset, whence, position);
    *position = 0;
    return 0;
}

__wasi_errno_t __wrap___wasi_fd_close(__wasi_fd_t fd)
{
    if (fd < STREAMS)
        instead[fd] = 0;
    return fd >= FIRST ? 0 : __real___wasi_fd_close(fd);
}

__wasi_errno_t __wrap___wasi_fd_renumber(__wasi_fd_t from, __wasi_fd_t to)
{
    __wasi_fd_t device = from;
    if (to >= STREAMS)
        return from >= FIRST ? __WASI_ERRNO_NOTSUP : __real___wasi_fd_renumber(from, to);
    if (from < STREAMS && instead[from] != 0) {
        device = instead[from];
        instead[from] = 0;
    }
    /* The descriptor that it stands for may be the very one. */
    instead[to] = device < FIRST || device == FORWARD + to ? 0 : device;
    return device < FIRST ? __real___wasi_fd_renumber(from, to) : 0;
}

__wasi_errno_t __wrap___wasi_fd_fdstat_get(__wasi_fd_t given, __wasi_fdstat_t *status)
{
    __wasi_fd_t fd = side(resolve(given), 1);
    if (!is_device(fd) && fd != DEVICES_FOLDER)
        return __real___wasi_fd_fdstat_get(fd, status);
    memset(status, 0, sizeof *status);
    /* Seeking is a right that no terminal has. */
    status->fs_filetype = fd == DEVICES_FOLDER ? __WASI_FILETYPE_DIRECTORY : __WASI_FILETYPE_CHARACTER_DEVICE;
    status->fs_rights_base = status->fs_rights_inheriting = ~0ULL;
    return 0;
}

__wasi_errno_t __wrap___wasi_fd_fdstat_set_flags(__wasi_fd_t given, __wasi_fdflags_t flags)
{
    __wasi_fd_t fd = resolve(given);
    return is_device(fd) ? 0 : __real___wasi_fd_fdstat_set_flags(fd, flags);
}

__wasi_errno_t __wrap___wasi_fd_filestat_get(__wasi_fd_t given, __wasi_filestat_t *status)
{
    __wasi_fd_t fd = resolve(given);
    if (!is_device(fd))
        return __real___wasi_fd_filestat_get(fd, status);
    describe(status);
    return 0;
}
