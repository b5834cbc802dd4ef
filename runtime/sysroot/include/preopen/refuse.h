/*
 * What cannot work here fails when the program is compiled, with a sentence:
 * what is missing, why, and what to do instead.
 */
#ifndef PREOPEN_REFUSE_H
#define PREOPEN_REFUSE_H

#define PREOPEN_REFUSE(sentence) __attribute__((__unavailable__(sentence)))

#ifdef __cplusplus
#define PREOPEN_BEGIN extern "C" {
#define PREOPEN_END }
#else
#define PREOPEN_BEGIN
#define PREOPEN_END
#endif

#define PREOPEN_NO_FORK PREOPEN_REFUSE( \
    "a running WebAssembly program cannot be copied, so there is no child process; " \
    "call a function instead, or split the work into two programs")
#define PREOPEN_NO_EXEC PREOPEN_REFUSE( \
    "WASI has no call that starts another program; " \
    "run it from the shell, or call its code as a function")
#define PREOPEN_NO_WAIT PREOPEN_REFUSE( \
    "WASI has no child processes, so there is nothing to wait for; " \
    "call a function instead and use what it returns")
#define PREOPEN_NO_GROUPS PREOPEN_REFUSE( \
    "WASI has no parent processes, process groups or sessions; remove the call")
#define PREOPEN_NO_PIPE PREOPEN_REFUSE( \
    "WASI can neither create a pipe nor start the process at its other end; " \
    "pass data through memory or a file, or connect two programs with | in the shell")
#define PREOPEN_NO_DUP PREOPEN_REFUSE( \
    "WASI cannot make a second descriptor for an open file; " \
    "to redirect a stream use freopen(path, \"w\", stdout), " \
    "to move a descriptor onto another open one use __wasilibc_fd_renumber(from, to) from <wasi/libc.h>")
#define PREOPEN_NO_POPEN PREOPEN_REFUSE( \
    "WASI cannot start another program or open a pipe to one; " \
    "run the command in the shell and read its output from stdin or a file")
#define PREOPEN_NO_SOCKET PREOPEN_REFUSE( \
    "WASI preview 1 programs cannot open network connections; " \
    "read the data from a file or from stdin instead")
#define PREOPEN_NO_DNS PREOPEN_REFUSE( \
    "WASI preview 1 programs have no network, so no host name can be looked up; " \
    "read the data from a file or from stdin instead")
#define PREOPEN_NO_THREAD PREOPEN_REFUSE( \
    "this program has one thread, because its memory is not shared; " \
    "call the function directly instead (mutexes and thread_local still compile)")
#define PREOPEN_NO_SEMAPHORE PREOPEN_REFUSE( \
    "this program has one thread and shares no memory, so no other one could post; " \
    "count with an ordinary variable instead")
#define PREOPEN_NO_SHARING PREOPEN_REFUSE( \
    "WASI programs share no memory and no message queues with one another; " \
    "exchange data through a file instead")
#define PREOPEN_NO_ALARM PREOPEN_REFUSE( \
    "nothing can interrupt a running WebAssembly program, so no timer signal would arrive; " \
    "compare clock_gettime(CLOCK_MONOTONIC, ...) in your loop, or sleep with nanosleep()")
#define PREOPEN_NO_SIGWAIT PREOPEN_REFUSE( \
    "no signal arrives from outside a WASI program, so this call would wait for ever; " \
    "send yourself a signal with raise(), or sleep with nanosleep()")
#define PREOPEN_NO_SETTIME PREOPEN_REFUSE( \
    "a WASI program can read the clock but not set it; remove the call")
#define PREOPEN_NO_SPEAKER PREOPEN_REFUSE( \
    "there is no speaker that a program could sound; remove the call, or print \"\\a\"")
#define PREOPEN_NO_RLIMIT PREOPEN_REFUSE( \
    "a WASI program cannot read or change its limits; " \
    "the stack size is chosen when the program is linked, in the project settings")
#define PREOPEN_NO_SPECIAL_FILE PREOPEN_REFUSE( \
    "WASI can create files, directories and links, but no pipes or devices; use an ordinary file")
#define PREOPEN_NO_CHROOT PREOPEN_REFUSE( \
    "a WASI program already sees nothing but the directories it was given; remove the call")
#define PREOPEN_NO_FCHDIR PREOPEN_REFUSE( \
    "WASI has no working directory, libc only remembers a path; use chdir(path) or openat(fd, ...)")
#define PREOPEN_NO_SYSCALL PREOPEN_REFUSE( \
    "there is no numbered system call here, WASI functions are imported by name; " \
    "use the C function, or the declarations in <wasi/api.h>")
#define PREOPEN_WARN_GETS __asm__("__preopen_gets") __attribute__((__diagnose_if__(1, \
    "gets() cannot know how big the buffer is, so a long line overwrites what comes after it; " \
    "C dropped it in 2011: use fgets(buffer, sizeof buffer, stdin)", "warning")))
/* The argument with this number is a stream and not NULL. */
#define PREOPEN_STREAM(argument) __attribute__((__nonnull__(argument)))
#define PREOPEN_NO_MSYNC PREOPEN_REFUSE( \
    "mmap() here copies the file into memory and writes nothing back; " \
    "save changes with pwrite() or fwrite()")

#endif
