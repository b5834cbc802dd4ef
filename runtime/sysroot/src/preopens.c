/*
 * libc looks for a preopen that covers a path; where there is none it fails without a system call, and no host
 * can see that. So each such path is passed to the host in a call that every host answers with EBADF, because its
 * descriptor number is never open, and that does nothing else.
 */
#include <errno.h>
#include <preopen/devices.h>
#include <string.h>
#include <wasi/api.h>

/* As runtime/abi/unmatched.ts has it. */
#define NEVER_OPEN 0x7072656f

int __real___wasilibc_find_relpath(const char *path, const char **prefix, char **relative, size_t length);
int __real___wasilibc_find_abspath(const char *path, const char **prefix, const char **relative);

/* The one look-up may go through the other. */
static unsigned told;

static void tell(const char *path)
{
    __wasi_filestat_t unused;
    int before = errno;
    told++;
    (void)__wasi_path_filestat_get(NEVER_OPEN, 0, path, &unused);
    errno = before;
}

/* Devices, unless a folder was granted under that very name. */
static int find_device(const char *path, const char **prefix, const char **relative)
{
    const char *name = __preopen_device(path);
    if (name == NULL)
        return -1;
    if (__real___wasilibc_find_abspath(path, prefix, relative) != -1 && **prefix != '\0')
        return -1;
    *prefix = "dev";
    *relative = name;
    return DEVICES_FOLDER;
}

int __wrap___wasilibc_find_abspath(const char *path, const char **prefix, const char **relative)
{
    int device = find_device(path, prefix, relative);
    if (device != -1)
        return device;
    int fd = __real___wasilibc_find_abspath(path, prefix, relative);
    if (fd == -1)
        tell(path);
    return fd;
}

int __wrap___wasilibc_find_relpath(const char *path, const char **prefix, char **relative, size_t length)
{
    int device = find_device(path, prefix, (const char **)relative);
    if (device != -1)
        return device;
    unsigned before = told;
    int fd = __real___wasilibc_find_relpath(path, prefix, relative, length);
    /* Otherwise a buffer was too small, and the look-up is made again. */
    if (fd == -1 && errno == ENOENT && told == before)
        tell(path);
    return fd;
}
