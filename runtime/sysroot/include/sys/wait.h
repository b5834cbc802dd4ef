#ifndef PREOPEN_SYS_WAIT_H
#define PREOPEN_SYS_WAIT_H

#define __NEED_pid_t
#include <bits/alltypes.h>
#include <preopen/refuse.h>

#define WNOHANG 1
#define WUNTRACED 2
#define WCONTINUED 8
#define WEXITSTATUS(status) (((status) >> 8) & 0xff)
#define WTERMSIG(status) ((status) & 0x7f)
#define WSTOPSIG(status) WEXITSTATUS(status)
#define WIFEXITED(status) (WTERMSIG(status) == 0)
#define WIFSIGNALED(status) (WTERMSIG(status) != 0 && WTERMSIG(status) != 0x7f)
#define WIFSTOPPED(status) (((status) & 0xff) == 0x7f)

PREOPEN_BEGIN
struct rusage;
pid_t wait(int *) PREOPEN_NO_WAIT;
pid_t waitpid(pid_t, int *, int) PREOPEN_NO_WAIT;
pid_t wait3(int *, int, struct rusage *) PREOPEN_NO_WAIT;
pid_t wait4(pid_t, int *, int, struct rusage *) PREOPEN_NO_WAIT;
PREOPEN_END
#endif
