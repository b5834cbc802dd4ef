/*
 * fflush() of a stream that is read: libc seeks back over what it read ahead, and drops it where
 * it cannot seek. glibc keeps it. At a terminal we still drop the rest of the line, because that is why programs call
 * fflush(stdin).
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
