#include_next <stdlib.h>
#ifndef PREOPEN_STDLIB_H
#define PREOPEN_STDLIB_H

#ifdef __cplusplus
extern "C" {
#endif

/* system(NULL) is 0. "cls", "clear" and "pause" do what they say, every other command fails with ENOSYS (src/system.c). */
int system(const char *__command)
    __attribute__((__diagnose_if__(__command != 0 && __builtin_strcmp(__command, "cls") != 0 &&
            __builtin_strcmp(__command, "CLS") != 0 && __builtin_strcmp(__command, "clear") != 0 &&
            __builtin_strcmp(__command, "pause") != 0 && __builtin_strcmp(__command, "PAUSE") != 0,
        "system() runs nothing here but \"cls\", \"clear\" and \"pause\": a WASI program cannot start a command",
        "warning")));

#if defined(_POSIX_SOURCE) || defined(_POSIX_C_SOURCE) || defined(_XOPEN_SOURCE) || \
    defined(_GNU_SOURCE) || defined(_BSD_SOURCE)
int mkstemp(char *);
char *mkdtemp(char *);
#endif

#if defined(_GNU_SOURCE) || defined(_BSD_SOURCE)
void qsort_r(void *, size_t, size_t, int (*)(const void *, const void *, void *), void *);
int mkostemp(char *, int);
int mkstemps(char *, int);
void *memalign(size_t, size_t);
void *valloc(size_t);
#endif

#ifdef __cplusplus
}
#endif
#endif
