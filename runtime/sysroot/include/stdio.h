#ifndef PREOPEN_STDIO_H
/* The sysroot declares these as deprecated or missing; hide that, declare ours below. */
#define tmpfile __preopen_hidden_tmpfile
#define tmpnam __preopen_hidden_tmpnam
#define gets __preopen_hidden_gets
#endif
#include_next <stdio.h>
#ifndef PREOPEN_STDIO_H
#define PREOPEN_STDIO_H
#undef tmpfile
#undef tmpnam
#undef gets
#include <preopen/refuse.h>

PREOPEN_BEGIN

#define L_tmpnam 20
#define TMP_MAX 10000

FILE *tmpfile(void);
char *tmpnam(char *);
char *gets(char *) PREOPEN_WARN_GETS;

/* What was read ahead of a pipe is kept, as glibc does (src/fflush.c). */
int fflush(FILE *) __asm__("__preopen_fflush");

/*
 * A stream that is NULL: fopen() failed, and the program did not look. The number says which argument is the stream. A
 * program is compiled with checks of such arguments (default-flags.ts).
 */
FILE *freopen(const char *__restrict, const char *__restrict, FILE *__restrict) PREOPEN_STREAM(3);
int fclose(FILE *) PREOPEN_STREAM(1);
int feof(FILE *) PREOPEN_STREAM(1);
int ferror(FILE *) PREOPEN_STREAM(1);
void clearerr(FILE *) PREOPEN_STREAM(1);
int fseek(FILE *, long, int) PREOPEN_STREAM(1);
long ftell(FILE *) PREOPEN_STREAM(1);
void rewind(FILE *) PREOPEN_STREAM(1);
int fgetpos(FILE *__restrict, fpos_t *__restrict) PREOPEN_STREAM(1);
int fsetpos(FILE *, const fpos_t *) PREOPEN_STREAM(1);
size_t fread(void *__restrict, size_t, size_t, FILE *__restrict) PREOPEN_STREAM(4);
size_t fwrite(const void *__restrict, size_t, size_t, FILE *__restrict) PREOPEN_STREAM(4);
int fgetc(FILE *) PREOPEN_STREAM(1);
int getc(FILE *) PREOPEN_STREAM(1);
int ungetc(int, FILE *) PREOPEN_STREAM(2);
int fputc(int, FILE *) PREOPEN_STREAM(2);
int putc(int, FILE *) PREOPEN_STREAM(2);
char *fgets(char *__restrict, int, FILE *__restrict) PREOPEN_STREAM(3);
int fputs(const char *__restrict, FILE *__restrict) PREOPEN_STREAM(2);
int fprintf(FILE *__restrict, const char *__restrict, ...) PREOPEN_STREAM(1);
int vfprintf(FILE *__restrict, const char *__restrict, __isoc_va_list) PREOPEN_STREAM(1);
int fscanf(FILE *__restrict, const char *__restrict, ...) PREOPEN_STREAM(1);
int vfscanf(FILE *__restrict, const char *__restrict, __isoc_va_list) PREOPEN_STREAM(1);
int setvbuf(FILE *__restrict, char *__restrict, int, size_t) PREOPEN_STREAM(1);
void setbuf(FILE *__restrict, char *__restrict) PREOPEN_STREAM(1);
/* They write first what is in the buffer (src/setvbuf.c). */
int setvbuf(FILE *__restrict, char *__restrict, int, size_t) __asm__("__preopen_setvbuf");
void setbuf(FILE *__restrict, char *__restrict) __asm__("__preopen_setbuf");

#if defined(_POSIX_SOURCE) || defined(_POSIX_C_SOURCE) || defined(_XOPEN_SOURCE) || \
    defined(_GNU_SOURCE) || defined(_BSD_SOURCE)
FILE *popen(const char *, const char *) PREOPEN_NO_POPEN;
int pclose(FILE *) PREOPEN_NO_POPEN;
int fileno(FILE *) PREOPEN_STREAM(1);
int fseeko(FILE *, off_t, int) PREOPEN_STREAM(1);
off_t ftello(FILE *) PREOPEN_STREAM(1);
int getc_unlocked(FILE *) PREOPEN_STREAM(1);
int putc_unlocked(int, FILE *) PREOPEN_STREAM(2);
#endif

#if defined(_XOPEN_SOURCE) || defined(_GNU_SOURCE) || defined(_BSD_SOURCE)
#define P_tmpdir "/tmp"
char *tempnam(const char *, const char *);
#endif

#if defined(_GNU_SOURCE) || defined(_BSD_SOURCE)
void setlinebuf(FILE *) PREOPEN_STREAM(1);
void setbuffer(FILE *, char *, size_t) PREOPEN_STREAM(1);
int fgetc_unlocked(FILE *) PREOPEN_STREAM(1);
int fputc_unlocked(int, FILE *) PREOPEN_STREAM(2);
size_t fread_unlocked(void *, size_t, size_t, FILE *) PREOPEN_STREAM(4);
size_t fwrite_unlocked(const void *, size_t, size_t, FILE *) PREOPEN_STREAM(4);
void clearerr_unlocked(FILE *) PREOPEN_STREAM(1);
int feof_unlocked(FILE *) PREOPEN_STREAM(1);
int ferror_unlocked(FILE *) PREOPEN_STREAM(1);
int fileno_unlocked(FILE *) PREOPEN_STREAM(1);
void setlinebuf(FILE *) __asm__("__preopen_setlinebuf");
void setbuffer(FILE *, char *, size_t) __asm__("__preopen_setbuffer");
int getw(FILE *) PREOPEN_STREAM(1);
int putw(int, FILE *) PREOPEN_STREAM(2);
#endif

PREOPEN_END
#endif
