#include_next <wchar.h>
#ifndef PREOPEN_WCHAR_H
/* Some headers ask for a part of this one only. */
#ifdef _WCHAR_H
#define PREOPEN_WCHAR_H
#include <preopen/refuse.h>

PREOPEN_BEGIN
/* A stream that is NULL, as in <stdio.h>. */
int fwide(FILE *, int) PREOPEN_STREAM(1);
int fwprintf(FILE *__restrict, const wchar_t *__restrict, ...) PREOPEN_STREAM(1);
int vfwprintf(FILE *__restrict, const wchar_t *__restrict, __isoc_va_list) PREOPEN_STREAM(1);
int fwscanf(FILE *__restrict, const wchar_t *__restrict, ...) PREOPEN_STREAM(1);
int vfwscanf(FILE *__restrict, const wchar_t *__restrict, __isoc_va_list) PREOPEN_STREAM(1);
wint_t fgetwc(FILE *) PREOPEN_STREAM(1);
wint_t getwc(FILE *) PREOPEN_STREAM(1);
wint_t fputwc(wchar_t, FILE *) PREOPEN_STREAM(2);
wint_t putwc(wchar_t, FILE *) PREOPEN_STREAM(2);
wchar_t *fgetws(wchar_t *__restrict, int, FILE *__restrict) PREOPEN_STREAM(3);
int fputws(const wchar_t *__restrict, FILE *__restrict) PREOPEN_STREAM(2);
wint_t ungetwc(wint_t, FILE *) PREOPEN_STREAM(2);
PREOPEN_END
#endif
#endif
