#define _GNU_SOURCE
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

void *memalign(size_t alignment, size_t size)
{
    void *memory;
    if (alignment < sizeof(void *))
        alignment = sizeof(void *);
    int error = posix_memalign(&memory, alignment, size);
    if (error == 0)
        return memory;
    errno = error;
    return NULL;
}

void *valloc(size_t size) { return memalign((size_t)getpagesize(), size); }
