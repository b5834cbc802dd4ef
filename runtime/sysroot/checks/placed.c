/*
 * What the program calls in place of libc's functions that allocate and free: code that the build adds records where the
 * call stands before it is made (runtime/toolchain/checks/call-places.ts). What libc allocates for itself later has no
 * such place, so that each of these forgets it.
 */
#include "check.h"
#include "heap.h"
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define PLACED(name, result, parameters, arguments, ...) \
    result __placed_##name parameters                    \
    {                                                    \
        __VA_ARGS__;                                     \
        result made = name arguments;                    \
        (void)take_site();                               \
        return made;                                     \
    }

#define ALLOCATION(name, parameters, arguments, ...)      \
    void *__placed_##name parameters                      \
    {                                                     \
        __VA_ARGS__;                                      \
        void *made = made_by(name arguments, BY_MALLOC);  \
        (void)take_site();                                \
        return made;                                      \
    }

ALLOCATION(malloc, (size_t size), (size))
ALLOCATION(calloc, (size_t count, size_t size), (count, size))
ALLOCATION(realloc, (void *old, size_t size), (old, size), check_freed(old, BY_MALLOC, "realloc"))
ALLOCATION(aligned_alloc, (size_t alignment, size_t size), (alignment, size))
PLACED(posix_memalign, int, (void **pointer, size_t alignment, size_t size), (pointer, alignment, size),
    check_write(pointer, sizeof *pointer, "posix_memalign"))
PLACED(strdup, char *, (const char *text), (text), check_text(text, "strdup"))
PLACED(strndup, char *, (const char *text, size_t most), (text, most), check_text_up_to(text, most, "strndup"))
PLACED(fopen, FILE *, (const char *path, const char *mode), (path, mode), check_text(path, "fopen"); check_text(mode, "fopen"))
PLACED(fclose, int, (FILE *stream), (stream), check_stream(stream, "fclose"))
/* What is given to read into is allocated here, or was by the program. */
#define LINE_GIVEN(function)                  \
    check_stream(stream, function);           \
    check_write(line, sizeof *line, function); \
    check_write(room, sizeof *room, function)
PLACED(getline, ssize_t, (char **restrict line, size_t *restrict room, FILE *restrict stream), (line, room, stream),
    LINE_GIVEN("getline"))
PLACED(getdelim, ssize_t, (char **restrict line, size_t *restrict room, int end, FILE *restrict stream),
    (line, room, end, stream), LINE_GIVEN("getdelim"))
PLACED(getcwd, char *, (char *to, size_t bytes), (to, bytes), if (to) check_write(to, bytes, "getcwd"))

void __placed_free(void *pointer)
{
    check_freed(pointer, BY_MALLOC, "free");
    free(pointer);
    (void)take_site();
}
