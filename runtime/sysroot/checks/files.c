/* Functions of <dirent.h>, <time.h>, <sys/stat.h> and <stdlib.h> that use what they are given without looking at it. */
#include "check.h"
#include <dirent.h>
#include <limits.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include <wchar.h>

#define FUNCTION(name, result, parameters, arguments, ...) \
    result __checked_##name parameters                     \
    {                                                      \
        static const char function[] = #name;              \
        __VA_ARGS__;                                       \
        return name arguments;                             \
    }

FUNCTION(opendir, DIR *, (const char *path), (path), check_text(path, function))
FUNCTION(readdir, struct dirent *, (DIR *folder), (folder), check_read(folder, 1, function))
FUNCTION(closedir, int, (DIR *folder), (folder), check_read(folder, 1, function))

FUNCTION(remove, int, (const char *path), (path), check_text(path, function))
FUNCTION(unlink, int, (const char *path), (path), check_text(path, function))
FUNCTION(rename, int, (const char *from, const char *to), (from, to), check_text(from, function); check_text(to, function))
FUNCTION(mkdir, int, (const char *path, mode_t mode), (path, mode), check_text(path, function))
FUNCTION(stat, int, (const char *path, struct stat *to), (path, to), check_text(path, function);
    check_write(to, sizeof *to, function))
FUNCTION(fstat, int, (int descriptor, struct stat *to), (descriptor, to), check_write(to, sizeof *to, function))

FUNCTION(mktime, time_t, (struct tm *of), (of), check_write(of, sizeof *of, function))
FUNCTION(asctime, char *, (const struct tm *of), (of), check_read(of, sizeof *of, function))
FUNCTION(ctime, char *, (const time_t *of), (of), check_read(of, sizeof *of, function))
FUNCTION(localtime_r, struct tm *, (const time_t *restrict of, struct tm *restrict to), (of, to),
    check_read(of, sizeof *of, function);
    check_write(to, sizeof *to, function))
FUNCTION(gmtime_r, struct tm *, (const time_t *restrict of, struct tm *restrict to), (of, to),
    check_read(of, sizeof *of, function);
    check_write(to, sizeof *to, function))

/* As many wide characters as are written, with the end if it comes: a text without one may be converted in part. */
static size_t widened(const char *text, size_t most)
{
    mbstate_t state = { 0 };
    for (size_t count = 0; count < most; count++) {
        size_t length = mbrtowc(NULL, text, MB_LEN_MAX, &state);
        if (length == 0 || length > MB_LEN_MAX)
            return count + (length == 0);
        text += length;
    }
    return most;
}

/* As many bytes as are written, with the end if it comes. */
static size_t narrowed(const wchar_t *text, size_t most, const char *function)
{
    char bytes[MB_LEN_MAX];
    for (size_t count = 0;; text++) {
        check_read(text, sizeof *text, function);
        mbstate_t state = { 0 };
        size_t length = wcrtomb(bytes, *text, &state);
        if (length > MB_LEN_MAX || length > most - count)
            return count;
        count += length;
        if (*text == 0 || count == most)
            return count;
    }
}

FUNCTION(mbstowcs, size_t, (wchar_t *restrict to, const char *restrict text, size_t most), (to, text, most),
    check_text_up_to(text, to ? most : SIZE_MAX, function);
    if (to) check_write(to, widened(text, most) * sizeof *to, function))
FUNCTION(wcstombs, size_t, (char *restrict to, const wchar_t *restrict text, size_t most), (to, text, most),
    if (to) check_write(to, narrowed(text, most, function), function);
    else check_wide(text, function))
