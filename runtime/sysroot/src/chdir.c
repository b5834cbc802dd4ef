/*
 * chdir() that keeps a working directory without `.`, `..` and symbolic links in it, as the system's own would be. libc
 * appends what it is given, so that "sub/.." would end with the folder "sub", and chdir("..") in a loop would grow it.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <limits.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

extern int libc_chdir(const char *path) __asm__("chdir");
int __real___wasilibc_find_abspath(const char *path, const char **prefix, const char **relative);

enum { MOST_LINKS = 40 };

static int fail(int error)
{
    errno = error;
    return -1;
}

/* Parts of a path above all preopens are names only: nothing can be asked about them. */
static int is_covered(const char *path)
{
    const char *prefix, *relative;
    return __real___wasilibc_find_abspath(path, &prefix, &relative) != -1;
}

static int is_directory(const char *path)
{
    struct stat status;
    if (!is_covered(path))
        return 1;
    if (stat(path, &status) != 0)
        return 0;
    if (S_ISDIR(status.st_mode))
        return 1;
    errno = ENOTDIR;
    return 0;
}

/* Puts `text` before what is left of the path to walk. */
static int prepend(const char *text, size_t length, char *left)
{
    size_t rest = strlen(left);
    if (length + 1 + rest >= PATH_MAX)
        return fail(ENAMETOOLONG);
    memmove(left + length + 1, left, rest + 1);
    memcpy(left, text, length);
    left[length] = '/';
    return 0;
}

/* Walks `left` from `here`, an absolute path without a slash at its end, and makes `here` where that leads. */
static int walk(char *here, char *left)
{
    static char target[PATH_MAX];
    /* The working directory itself need not exist any more. */
    size_t known = strlen(here);
    for (int links = 0; *left != '\0';) {
        size_t length = strcspn(left, "/");
        char name[NAME_MAX + 1];
        if (length > NAME_MAX)
            return fail(ENAMETOOLONG);
        memcpy(name, left, length);
        name[length] = '\0';
        size_t skipped = length + strspn(left + length, "/");
        memmove(left, left + skipped, strlen(left + skipped) + 1);
        if (length == 0 || strcmp(name, ".") == 0)
            continue;
        size_t end = strlen(here);
        if (strcmp(name, "..") == 0) {
            if (end > known && !is_directory(here))
                return -1;
            char *slash = strrchr(here, '/');
            if (slash != NULL)
                *slash = '\0';
            if (strlen(here) < known)
                known = strlen(here);
            continue;
        }
        if (end + 1 + length >= PATH_MAX)
            return fail(ENAMETOOLONG);
        here[end] = '/';
        memcpy(here + end + 1, name, length + 1);
        if (!is_covered(here))
            continue;
        ssize_t size = readlink(here, target, sizeof target - 1);
        if (size < 0) {
            if (errno != EINVAL)
                return -1;
            continue;
        }
        if (++links > MOST_LINKS)
            return fail(ELOOP);
        here[end] = '\0';
        if (prepend(target, (size_t)size, left) != 0)
            return -1;
    }
    return 0;
}

int chdir(const char *path)
{
    static char here[PATH_MAX], left[PATH_MAX];
    size_t length = strlen(path);
    if (length == 0)
        return fail(ENOENT);
    if (length >= sizeof left)
        return fail(ENAMETOOLONG);
    memcpy(left, path, length + 1);
    here[0] = '\0';
    if (path[0] != '/' && getcwd(here, sizeof here) == NULL)
        return -1;
    if (strcmp(here, "/") == 0)
        here[0] = '\0';
    int before = errno;
    if (walk(here, left) != 0)
        return -1;
    if (here[0] == '\0')
        strcpy(here, "/");
    /* Says why if there is nothing to go to. */
    int result = libc_chdir(here);
    if (result == 0)
        errno = before;
    return result;
}
