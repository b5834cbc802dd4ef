#include_next <unistd.h>
#ifndef PREOPEN_UNISTD_H
#define PREOPEN_UNISTD_H
#include <preopen/refuse.h>

PREOPEN_BEGIN

/* One user, who is not root (src/user.c). */
uid_t getuid(void);
uid_t geteuid(void);
gid_t getgid(void);
gid_t getegid(void);
int getgroups(int, gid_t[]);
int setuid(uid_t);
int seteuid(uid_t);
int setgid(gid_t);
int setegid(gid_t);

/* Files have no owner: -1 with ENOSYS, as chmod() (src/files.c). */
int chown(const char *, uid_t, gid_t);
int fchown(int, uid_t, gid_t);
int lchown(const char *, uid_t, gid_t);
void sync(void);

/* Keeps no . and .. in the working directory (src/chdir.c). */
int chdir(const char *) __asm__("__preopen_chdir");

int pipe(int[2]) PREOPEN_NO_PIPE;
int pipe2(int[2], int) PREOPEN_NO_PIPE;
int dup(int) PREOPEN_NO_DUP;
int dup2(int, int) PREOPEN_NO_DUP;
int dup3(int, int, int) PREOPEN_NO_DUP;
int fchdir(int) PREOPEN_NO_FCHDIR;
unsigned alarm(unsigned) PREOPEN_NO_ALARM;
int pause(void) PREOPEN_NO_SIGWAIT;
pid_t fork(void) PREOPEN_NO_FORK;
pid_t _Fork(void) PREOPEN_NO_FORK;
int execv(const char *, char *const[]) PREOPEN_NO_EXEC;
int execve(const char *, char *const[], char *const[]) PREOPEN_NO_EXEC;
int execvp(const char *, char *const[]) PREOPEN_NO_EXEC;
int execl(const char *, const char *, ...) PREOPEN_NO_EXEC;
int execle(const char *, const char *, ...) PREOPEN_NO_EXEC;
int execlp(const char *, const char *, ...) PREOPEN_NO_EXEC;
int fexecve(int, char *const[], char *const[]) PREOPEN_NO_EXEC;
pid_t getppid(void) PREOPEN_NO_GROUPS;
pid_t getpgrp(void) PREOPEN_NO_GROUPS;
pid_t getpgid(pid_t) PREOPEN_NO_GROUPS;
int setpgid(pid_t, pid_t) PREOPEN_NO_GROUPS;
pid_t setsid(void) PREOPEN_NO_GROUPS;
pid_t getsid(pid_t) PREOPEN_NO_GROUPS;
pid_t tcgetpgrp(int) PREOPEN_NO_GROUPS;
int tcsetpgrp(int, pid_t) PREOPEN_NO_GROUPS;

#if defined(_XOPEN_SOURCE) || defined(_GNU_SOURCE) || defined(_BSD_SOURCE)
/* -1 with ENOTSUP: WASI has no file locks (src/files.c). */
int lockf(int, int, off_t);
pid_t vfork(void) PREOPEN_NO_FORK;
unsigned ualarm(unsigned, unsigned) PREOPEN_NO_ALARM;
#endif

#if defined(_GNU_SOURCE) || defined(_BSD_SOURCE)
int execvpe(const char *, char *const[], char *const[]) PREOPEN_NO_EXEC;
int chroot(const char *) PREOPEN_NO_CHROOT;
int daemon(int, int) PREOPEN_NO_FORK;
long syscall(long, ...) PREOPEN_NO_SYSCALL;
#endif

PREOPEN_END
#endif
