/* Where the host writes into memory that the program gives, no code of the program sees that; and texts that are printed. */
#include "check.h"
#include "unset.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

static ssize_t came(void *to, ssize_t bytes)
{
    if (bytes > 0)
        mark_set(to, (size_t)bytes);
    return bytes;
}

ssize_t __checked_read(int descriptor, void *to, size_t bytes) { return came(to, read(descriptor, to, bytes)); }

ssize_t __checked_pread(int descriptor, void *to, size_t bytes, off_t offset)
{
    return came(to, pread(descriptor, to, bytes, offset));
}

ssize_t __checked_recv(int descriptor, void *to, size_t bytes, int flags)
{
    return came(to, recv(descriptor, to, bytes, flags));
}

ssize_t __checked_readlink(const char *path, char *to, size_t bytes) { return came(to, readlink(path, to, bytes)); }

ssize_t __checked_readv(int descriptor, const struct iovec *parts, int count)
{
    ssize_t bytes = readv(descriptor, parts, count);
    for (ssize_t left = bytes; left > 0 && count > 0; parts++, count--) {
        size_t here = parts->iov_len < (size_t)left ? parts->iov_len : (size_t)left;
        mark_set(parts->iov_base, here);
        left -= (ssize_t)here;
    }
    return bytes;
}

int __checked_getentropy(void *to, size_t bytes)
{
    int failed = getentropy(to, bytes);
    if (!failed)
        mark_set(to, bytes);
    return failed;
}

void __checked_arc4random_buf(void *to, size_t bytes)
{
    mark_set(to, bytes);
    arc4random_buf(to, bytes);
}

size_t __checked_fread(void *to, size_t size, size_t count, FILE *stream)
{
    size_t read = fread(to, size, count, stream);
    /* An element may have come in part. */
    mark_set(to, (read + (read < count && size > 1)) * size);
    return read;
}

int __checked_puts(const char *text)
{
    check_text(text, "puts");
    return puts(text);
}

int __checked_fputs(const char *text, FILE *stream)
{
    check_text(text, "fputs");
    return fputs(text, stream);
}

/* clang's pass keeps the marks of what is passed there: of each argument at a multiple of eight. */
void check_passed(int *passed, size_t bytes, const char *function)
{
    int at = *passed;
    if (at < 0)
        return;
    if (at + bytes > PASSED_BYTES) {
        *passed = -1;
        return;
    }
    *passed = at + (int)((bytes + 7) & ~7u);
    const unsigned char *marks = (const unsigned char *)__msan_param_tls + at;
    for (size_t i = 0; i < bytes; i++)
        if (marks[i] != 0) {
            uint32_t source = __msan_param_origin_tls[at / 4];
            /* Where the program goes on, each use of it is another one. */
            report_unset(source, function);
            return;
        }
}

/* The program calls a function of a library, with so many parameters; those with a bit in `wide` have eight bytes, the others four. */
void __msan_check_parameters(uint32_t count, uint32_t wide)
{
    int at = 0;
    for (uint32_t i = 0; i < count; i++)
        check_passed(&at, wide & 1u << i ? 8 : 4, NULL);
}
