/* setvbuf() after something was written: libc drops the contents of the old buffer. Ours writes them first. */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdio_ext.h>

extern int libc_setvbuf(FILE *restrict stream, char *restrict buffer, int mode, size_t size) __asm__("setvbuf");

int setvbuf(FILE *restrict stream, char *restrict buffer, int mode, size_t size)
{
    if (__fpending(stream) > 0 && fflush(stream) != 0)
        return -1;
    return libc_setvbuf(stream, buffer, mode, size);
}

void setbuf(FILE *restrict stream, char *restrict buffer)
{
    setvbuf(stream, buffer, buffer != NULL ? _IOFBF : _IONBF, BUFSIZ);
}

void setbuffer(FILE *stream, char *buffer, size_t size)
{
    setvbuf(stream, buffer, buffer != NULL ? _IOFBF : _IONBF, size);
}

void setlinebuf(FILE *stream) { setvbuf(stream, NULL, _IOLBF, 0); }
