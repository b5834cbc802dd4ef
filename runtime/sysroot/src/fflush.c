/*
 * fflush() of a stream that is read: libc gives back what was read ahead by seeking, and where that is impossible
 * forgets it. glibc forgets nothing. At a terminal the rest of the line is still forgotten, which is what fflush(stdin)
 * is written for.
 */
#include <stdio.h>
#include <stdio_ext.h>
#include <unistd.h>

extern int libc_fflush(FILE *stream) __asm__("fflush");

int fflush(FILE *stream)
{
    if (stream != NULL && __freading(stream) && __freadahead(stream) > 0) {
        int fd = fileno(stream);
        if (lseek(fd, 0, SEEK_CUR) < 0 && !isatty(fd))
            return 0;
    }
    return libc_fflush(stream);
}
