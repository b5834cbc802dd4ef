#ifndef PREOPEN_STDIO_H
/* The sysroot declares these as deprecated or missing; hide that, declare ours below. */
#define tmpfile __preopen_hidden_tmpfile
#define tmpnam __preopen_hidden_tmpnam
#endif
#include_next <stdio.h>
#ifndef PREOPEN_STDIO_H
#define PREOPEN_STDIO_H
#undef tmpfile
#undef tmpnam
#include <preopen/refuse.h>

PREOPEN_BEGIN

#define L_tmpnam 20
#define TMP_MAX 10000

FILE *tmpfile(void);
char *tmpnam(char *);
char *gets(char *) PREOPEN_NO_GETS;

#if defined(_POSIX_SOURCE) || defined(_POSIX_C_SOURCE) || defined(_XOPEN_SOURCE) || \
    defined(_GNU_SOURCE) || defined(_BSD_SOURCE)
FILE *popen(const char *, const char *) PREOPEN_NO_POPEN;
int pclose(FILE *) PREOPEN_NO_POPEN;
#endif

#if defined(_XOPEN_SOURCE) || defined(_GNU_SOURCE) || defined(_BSD_SOURCE)
#define P_tmpdir "/tmp"
char *tempnam(const char *, const char *);
#endif

PREOPEN_END
#endif
