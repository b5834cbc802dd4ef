/*
 * Signal sets, masks, sigaction and kill on top of libc's emulated signal() and raise().
 * A program gets only the signals it sends itself; a blocked one waits until it is unblocked.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <stddef.h>
#include <unistd.h>

extern int libc_raise(int signal) __asm__("raise");

static sigset_t blocked;
static sigset_t pending;
static struct sigaction actions[_NSIG];

static int fail(int error)
{
    errno = error;
    return -1;
}

static sigset_t bit(int signal) { return 1ULL << (signal - 1); }
static int is_signal(int signal) { return signal > 0 && signal < _NSIG; }

int sigemptyset(sigset_t *set) { *set = 0; return 0; }
int sigfillset(sigset_t *set) { *set = ~0ULL; return 0; }
int sigpending(sigset_t *set) { *set = pending; return 0; }

int sigaddset(sigset_t *set, int signal)
{
    if (!is_signal(signal))
        return fail(EINVAL);
    *set |= bit(signal);
    return 0;
}

int sigdelset(sigset_t *set, int signal)
{
    if (!is_signal(signal))
        return fail(EINVAL);
    *set &= ~bit(signal);
    return 0;
}

int sigismember(const sigset_t *set, int signal)
{
    if (!is_signal(signal))
        return fail(EINVAL);
    return (*set & bit(signal)) != 0;
}

int raise(int signal)
{
    if (!is_signal(signal))
        return fail(EINVAL);
    if ((blocked & bit(signal)) != 0) {
        pending |= bit(signal);
        return 0;
    }
    return libc_raise(signal);
}

static void set_blocked(sigset_t next)
{
    blocked = next & ~(bit(SIGKILL) | bit(SIGSTOP));
    for (int signal = 1; signal < _NSIG; signal++) {
        if ((pending & ~blocked & bit(signal)) == 0)
            continue;
        pending &= ~bit(signal);
        libc_raise(signal);
    }
}

int sigprocmask(int how, const sigset_t *restrict set, sigset_t *restrict previous)
{
    sigset_t before = blocked;
    if (set != NULL) {
        sigset_t given = *set;
        switch (how) {
        case SIG_BLOCK: set_blocked(before | given); break;
        case SIG_UNBLOCK: set_blocked(before & ~given); break;
        case SIG_SETMASK: set_blocked(given); break;
        default: return fail(EINVAL);
        }
    }
    if (previous != NULL)
        *previous = before;
    return 0;
}

static void deliver(int signal_)
{
    struct sigaction action = actions[signal_];
    sigset_t before = blocked;
    /* libc resets the handler on delivery; a sigaction handler stays unless SA_RESETHAND. */
    signal(signal_, (action.sa_flags & (int)SA_RESETHAND) != 0 ? SIG_DFL : deliver);
    blocked |= action.sa_mask | ((action.sa_flags & SA_NODEFER) != 0 ? 0 : bit(signal_));
    if ((action.sa_flags & SA_SIGINFO) != 0) {
        siginfo_t info = { .si_signo = signal_, .si_code = SI_USER, .si_pid = getpid() };
        action.sa_sigaction(signal_, &info, NULL);
    } else {
        action.sa_handler(signal_);
    }
    set_blocked(before);
}

int sigaction(int signal_, const struct sigaction *restrict action, struct sigaction *restrict previous)
{
    if (!is_signal(signal_) || signal_ == SIGKILL || signal_ == SIGSTOP)
        return fail(EINVAL);
    struct sigaction before = actions[signal_];
    if (action != NULL) {
        actions[signal_] = *action;
        int is_plain = (action->sa_flags & SA_SIGINFO) == 0;
        int is_special = is_plain && (action->sa_handler == SIG_DFL || action->sa_handler == SIG_IGN);
        signal(signal_, is_special ? action->sa_handler : deliver);
    }
    if (previous != NULL)
        *previous = before;
    return 0;
}

int kill(pid_t pid, int signal)
{
    if (pid != getpid() && pid != 0 && pid != -1)
        return fail(ESRCH);
    return signal == 0 ? 0 : raise(signal);
}
