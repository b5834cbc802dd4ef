/*
 * libc++ calls pthread_create() from an inline function that <iostream> includes, so in C++
 * the refusal waits until a call is really emitted; that attribute must come first.
 */
#if !defined(PREOPEN_PTHREAD_H) && defined(__cplusplus)
#define __NEED_pthread_t
#define __NEED_pthread_attr_t
#include <bits/alltypes.h>
extern "C" __attribute__((__error__(
    "this program has one thread, because its memory is not shared; "
    "call the function directly instead (std::mutex and thread_local still compile)")))
int pthread_create(pthread_t *__restrict, const pthread_attr_t *__restrict, void *(*)(void *),
    void *__restrict);
#endif
#include_next <pthread.h>
#ifndef PREOPEN_PTHREAD_H
#define PREOPEN_PTHREAD_H
#ifdef _GNU_SOURCE
#define PTHREAD_RECURSIVE_MUTEX_INITIALIZER_NP {{{PTHREAD_MUTEX_RECURSIVE}}}
#define PTHREAD_ERRORCHECK_MUTEX_INITIALIZER_NP {{{PTHREAD_MUTEX_ERRORCHECK}}}
#define PTHREAD_ADAPTIVE_MUTEX_INITIALIZER_NP PTHREAD_MUTEX_INITIALIZER
#define PTHREAD_MUTEX_TIMED_NP PTHREAD_MUTEX_NORMAL
#define PTHREAD_MUTEX_ADAPTIVE_NP PTHREAD_MUTEX_NORMAL
#define PTHREAD_MUTEX_RECURSIVE_NP PTHREAD_MUTEX_RECURSIVE
#define PTHREAD_MUTEX_ERRORCHECK_NP PTHREAD_MUTEX_ERRORCHECK
#endif
#ifndef __cplusplus
#include <preopen/refuse.h>
int pthread_create(pthread_t *__restrict, const pthread_attr_t *__restrict, void *(*)(void *),
    void *__restrict) PREOPEN_NO_THREAD;
int pthread_cancel(pthread_t) PREOPEN_NO_THREAD;
_Noreturn void pthread_exit(void *) PREOPEN_NO_THREAD;
#endif
#endif
