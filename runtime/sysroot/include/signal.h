#include_next <signal.h>
#if !defined(PREOPEN_SIGNAL_H) && defined(_WASI_EMULATED_SIGNAL)
#define PREOPEN_SIGNAL_H

#if defined(_POSIX_SOURCE) || defined(_POSIX_C_SOURCE) || defined(_XOPEN_SOURCE) || \
    defined(_GNU_SOURCE) || defined(_BSD_SOURCE)

#define __NEED_pid_t
#define __NEED_uid_t
#define __NEED_sigset_t
#define __NEED_struct_timespec
#include <bits/alltypes.h>
#include <preopen/refuse.h>

PREOPEN_BEGIN

/* Signals reach a program only through raise() and kill(getpid(), ...), see src/signals.c. */

#define SIG_BLOCK 0
#define SIG_UNBLOCK 1
#define SIG_SETMASK 2

#define SA_NOCLDSTOP 1
#define SA_NOCLDWAIT 2
#define SA_SIGINFO 4
#define SA_ONSTACK 0x08000000
#define SA_RESTART 0x10000000
#define SA_NODEFER 0x40000000
#define SA_RESETHAND 0x80000000

#define SI_USER 0

union sigval {
    int sival_int;
    void *sival_ptr;
};

typedef struct {
    int si_signo;
    int si_code;
    int si_errno;
    int si_status;
    pid_t si_pid;
    uid_t si_uid;
    void *si_addr;
    union sigval si_value;
} siginfo_t;

struct sigaction {
    union {
        void (*sa_handler)(int);
        void (*sa_sigaction)(int, siginfo_t *, void *);
    } __handler;
    sigset_t sa_mask;
    int sa_flags;
};
#define sa_handler __handler.sa_handler
#define sa_sigaction __handler.sa_sigaction

int sigemptyset(sigset_t *);
int sigfillset(sigset_t *);
int sigaddset(sigset_t *, int);
int sigdelset(sigset_t *, int);
int sigismember(const sigset_t *, int);
int sigaction(int, const struct sigaction *__restrict, struct sigaction *__restrict);
int sigprocmask(int, const sigset_t *__restrict, sigset_t *__restrict);
int sigpending(sigset_t *);
int kill(pid_t, int);
int raise(int) __asm__("__preopen_raise");

int sigsuspend(const sigset_t *) PREOPEN_NO_SIGWAIT;
int sigwait(const sigset_t *__restrict, int *__restrict) PREOPEN_NO_SIGWAIT;
int sigwaitinfo(const sigset_t *__restrict, siginfo_t *__restrict) PREOPEN_NO_SIGWAIT;
int sigtimedwait(const sigset_t *__restrict, siginfo_t *__restrict,
    const struct timespec *__restrict) PREOPEN_NO_SIGWAIT;
int killpg(pid_t, int) PREOPEN_NO_GROUPS;

PREOPEN_END
#endif
#endif
