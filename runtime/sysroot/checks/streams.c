/* Functions of <stdio.h> and <unistd.h>: streams must be open, and what is read must fit. */
#include "check.h"
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

void *__real_malloc(size_t size);
void __real_free(void *pointer);

#define STREAM(name, result, parameters, arguments, ...) \
    result __checked_##name parameters                   \
    {                                                    \
        static const char function[] = #name;            \
        check_stream(stream, function);                  \
        __VA_ARGS__;                                     \
        return name arguments;                           \
    }

STREAM(fgetc, int, (FILE *stream), (stream))
STREAM(getc, int, (FILE *stream), (stream))
STREAM(ungetc, int, (int byte, FILE *stream), (byte, stream))
STREAM(fputc, int, (int byte, FILE *stream), (byte, stream))
STREAM(putc, int, (int byte, FILE *stream), (byte, stream))
STREAM(fputs, int, (const char *text, FILE *stream), (text, stream), check_text(text, function))
STREAM(fwrite, size_t, (const void *from, size_t size, size_t count, FILE *stream), (from, size, count, stream),
    check_read(from, size * count, function))
STREAM(fseek, int, (FILE *stream, long offset, int from), (stream, offset, from))
STREAM(fseeko, int, (FILE *stream, off_t offset, int from), (stream, offset, from))
STREAM(ftell, long, (FILE *stream), (stream))
STREAM(ftello, off_t, (FILE *stream), (stream))
STREAM(feof, int, (FILE *stream), (stream))
STREAM(ferror, int, (FILE *stream), (stream))
STREAM(fileno, int, (FILE *stream), (stream))

STREAM(fgetpos, int, (FILE *restrict stream, fpos_t *restrict to), (stream, to), check_write(to, sizeof *to, function))
STREAM(fsetpos, int, (FILE *stream, const fpos_t *to), (stream, to), check_read(to, sizeof *to, function))
STREAM(setvbuf, int, (FILE *restrict stream, char *restrict buffer, int mode, size_t size), (stream, buffer, mode, size),
    if (buffer) check_write(buffer, size, function))

void __checked_rewind(FILE *stream)
{
    check_stream(stream, "rewind");
    rewind(stream);
}

void __checked_clearerr(FILE *stream)
{
    check_stream(stream, "clearerr");
    clearerr(stream);
}

int __checked_fflush(FILE *stream)
{
    if (stream)
        check_stream(stream, "fflush");
    return fflush(stream);
}

int __checked_puts(const char *text)
{
    check_text(text, "puts");
    return puts(text);
}

void __checked_perror(const char *text)
{
    if (text)
        check_text(text, "perror");
    perror(text);
}

/*
 * A read that fits goes to its destination. Where the buffer is smaller than the count, it goes to another buffer first:
 * only bytes that really arrive are a mistake.
 */
char *__checked_fgets(char *to, int most, FILE *stream)
{
    check_stream(stream, "fgets");
    if (most <= 0)
        return fgets(to, most, stream);
    check_write(to, 1, "fgets");
    if (room_at(to, (size_t)most) == (size_t)most)
        return fgets(to, most, stream);
    char *aside = __real_malloc((size_t)most);
    if (!aside)
        return fgets(to, most, stream);
    char *read = fgets(aside, most, stream);
    if (read) {
        size_t bytes = strlen(aside) + 1;
        check_write(to, bytes, "fgets");
        memcpy(to, aside, bytes);
    }
    __real_free(aside);
    return read ? to : NULL;
}

char *gets(char *to);

char *__checked_gets(char *to)
{
    check_write(to, 1, "gets");
    size_t length = 0;
    int byte = EOF;
    for (; (byte = getchar()) != EOF && byte != '\n'; length++) {
        check_write(to, length + 2, "gets");
        to[length] = (char)byte;
    }
    if (byte == EOF && (length == 0 || ferror(stdin)))
        return NULL;
    to[length] = 0;
    return to;
}

size_t __checked_fread(void *to, size_t size, size_t count, FILE *stream)
{
    check_stream(stream, "fread");
    size_t bytes = size * count;
    if (bytes == 0 || room_at(to, bytes) == bytes)
        return fread(to, size, count, stream);
    check_write(to, 1, "fread");
    char *aside = __real_malloc(bytes);
    if (!aside)
        return fread(to, size, count, stream);
    size_t read = fread(aside, 1, bytes, stream);
    check_write(to, read, "fread");
    memcpy(to, aside, read);
    __real_free(aside);
    return read / size;
}

ssize_t __checked_read(int descriptor, void *to, size_t bytes)
{
    if (bytes == 0 || room_at(to, bytes) == bytes)
        return read(descriptor, to, bytes);
    check_write(to, 1, "read");
    char *aside = __real_malloc(bytes);
    if (!aside)
        return read(descriptor, to, bytes);
    ssize_t got = read(descriptor, aside, bytes);
    if (got > 0) {
        check_write(to, (size_t)got, "read");
        memcpy(to, aside, (size_t)got);
    }
    __real_free(aside);
    return got;
}

ssize_t __checked_write(int descriptor, const void *from, size_t bytes)
{
    check_read(from, bytes, "write");
    return write(descriptor, from, bytes);
}

time_t __checked_time(time_t *to)
{
    if (to)
        check_write(to, sizeof *to, "time");
    return time(to);
}

struct tm *__checked_localtime(const time_t *of)
{
    check_read(of, sizeof *of, "localtime");
    return localtime(of);
}

struct tm *__checked_gmtime(const time_t *of)
{
    check_read(of, sizeof *of, "gmtime");
    return gmtime(of);
}

size_t __checked_strftime(char *to, size_t most, const char *format, const struct tm *of)
{
    check_text(format, "strftime");
    check_read(of, sizeof *of, "strftime");
    size_t length = strftime(to, room_at(to, most), format, of);
    /* It did not fit into the buffer, or into the size that was given. */
    if (length == 0 && room_at(to, most) < most && *format) {
        char *aside = __real_malloc(most);
        size_t bytes = aside ? strftime(aside, most, format, of) : 0;
        __real_free(aside);
        if (bytes)
            check_write(to, bytes + 1, "strftime");
    }
    return length;
}
