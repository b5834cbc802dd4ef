/* tmpfile, tmpnam, mkstemp and friends: WASI has files, only libc's helpers were missing. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char letters[] = "abcdefghijklmnopqrstuvwxyz012345";

/* Fills the six X before the suffix, or returns NULL when they are not there. */
static char *fill(char *template, int suffix)
{
    size_t length = strlen(template);
    if (suffix < 0 || length < 6 + (size_t)suffix)
        return NULL;
    char *end = template + length - suffix;
    unsigned char random[6];
    if (getentropy(random, sizeof random) != 0)
        return NULL;
    for (int i = 0; i < 6; i++)
        end[i - 6] = letters[random[i] & 31];
    return end - 6;
}

static int ends_in_six_x(const char *template, int suffix)
{
    size_t length = strlen(template);
    return suffix >= 0 && length >= 6 + (size_t)suffix &&
           memcmp(template + length - suffix - 6, "XXXXXX", 6) == 0;
}

static int make(char *template, int suffix, int flags)
{
    if (!ends_in_six_x(template, suffix)) {
        errno = EINVAL;
        return -1;
    }
    for (int attempt = 0; attempt < 100; attempt++) {
        if (fill(template, suffix) == NULL)
            return -1;
        int fd = open(template, O_RDWR | O_CREAT | O_EXCL | (flags & ~O_ACCMODE), 0600);
        if (fd >= 0 || errno != EEXIST)
            return fd;
    }
    return -1;
}

int mkstemp(char *template) { return make(template, 0, 0); }
int mkostemp(char *template, int flags) { return make(template, 0, flags); }
int mkstemps(char *template, int suffix) { return make(template, suffix, 0); }

char *mkdtemp(char *template)
{
    if (!ends_in_six_x(template, 0)) {
        errno = EINVAL;
        return NULL;
    }
    for (int attempt = 0; attempt < 100; attempt++) {
        if (fill(template, 0) == NULL)
            return NULL;
        if (mkdir(template, 0700) == 0)
            return template;
        if (errno != EEXIST)
            return NULL;
    }
    return NULL;
}

/* A name in `directory` that does not exist yet, in `buffer`. */
static char *free_name(char *buffer)
{
    struct stat status;
    for (int attempt = 0; attempt < 100; attempt++) {
        if (fill(buffer, 0) == NULL)
            return NULL;
        if (lstat(buffer, &status) != 0 && errno == ENOENT)
            return buffer;
    }
    return NULL;
}

char *tmpnam(char *buffer)
{
    static char own[L_tmpnam];
    if (buffer == NULL)
        buffer = own;
    strcpy(buffer, P_tmpdir "/tmp_XXXXXX");
    return free_name(buffer);
}

char *tempnam(const char *directory, const char *prefix)
{
    if (directory == NULL)
        directory = P_tmpdir;
    if (prefix == NULL)
        prefix = "tmp_";
    size_t size = strlen(directory) + strlen(prefix) + sizeof "/XXXXXX";
    char *name = malloc(size);
    if (name == NULL)
        return NULL;
    snprintf(name, size, "%s/%sXXXXXX", directory, prefix);
    if (free_name(name) != NULL)
        return name;
    free(name);
    return NULL;
}

/* In /tmp, or in the working directory of a program that was not given /tmp. */
FILE *tmpfile(void)
{
    char in_tmp[] = P_tmpdir "/tmpfile_XXXXXX";
    char here[] = "./.tmpfile_XXXXXX";
    char *path = in_tmp;
    int fd = mkstemp(in_tmp);
    if (fd < 0) {
        path = here;
        fd = mkstemp(here);
    }
    if (fd < 0)
        return NULL;
    /* The open file outlives its name, so it vanishes when it is closed. */
    unlink(path);
    FILE *file = fdopen(fd, "w+");
    if (file == NULL)
        close(fd);
    return file;
}
