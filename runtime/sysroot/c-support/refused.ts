import { type CSupportRow, type CSupportSection } from './row.ts';

/** A program of one call, which must fail to compile with a sentence. */
function refused(row: {
  readonly id: string;
  readonly feature: string;
  readonly note: string;
  readonly headers: readonly string[];
  readonly call: string;
  readonly says: string;
}): CSupportRow {
  const includes = row.headers.map((header) => `#include <${header}>\n`).join('');
  return {
    id: row.id,
    feature: row.feature,
    status: 'refused',
    note: row.note,
    program: `${includes}int main(void)\n{\n    ${row.call}\n    return 0;\n}\n`,
    expect: { compiles: false, diagnosticContains: row.says },
  };
}

export const REFUSED: CSupportSection = {
  title: 'Refused when compiling, with a sentence',
  rows: [
    refused({
      id: 'fork',
      feature: '`fork`, `vfork`',
      note: 'A running WebAssembly program cannot be copied. Call a function, or split the work into two programs.',
      headers: ['unistd.h'],
      call: 'if (fork() == 0)\n        return 1;',
      says: "'fork' is unavailable: a running WebAssembly program cannot be copied",
    }),
    refused({
      id: 'exec',
      feature: '`execl`, `execvp`, …, `posix_spawn`',
      note: 'WASI cannot start another program. Run it from the shell, or start another program of the project with `preopen_spawn` of `<preopen/spawn.h>`, an experiment that only Preopen has.',
      headers: ['unistd.h'],
      call: 'execlp("ls", "ls", (char *)0);',
      says: 'WASI has no call that starts another program',
    }),
    refused({
      id: 'wait',
      feature: '`wait`, `waitpid`',
      note: 'There are no child processes. `<sys/wait.h>` itself can be included.',
      headers: ['sys/wait.h'],
      call: 'int status;\n    wait(&status);',
      says: 'WASI has no child processes',
    }),
    refused({
      id: 'pipe',
      feature: '`pipe`',
      note: 'Use memory or a file, or connect two programs with `|` in the shell.',
      headers: ['unistd.h'],
      call: 'int ends[2];\n    pipe(ends);',
      says: 'connect two programs with | in the shell',
    }),
    refused({
      id: 'popen',
      feature: '`popen`, `pclose`',
      note: 'Run the command in the shell, and read its output from stdin or a file.',
      headers: ['stdio.h'],
      call: 'popen("ls", "r");',
      says: 'WASI cannot start another program or open a pipe to one',
    }),
    refused({
      id: 'dup',
      feature: '`dup`, `dup2`, `fcntl(F_DUPFD)`',
      note: 'WASI preview 1 can move a descriptor but not share it. Redirect with `freopen`; move with `__wasilibc_fd_renumber` from `<wasi/libc.h>`.',
      headers: ['unistd.h'],
      call: 'dup2(1, 2);',
      says: 'to redirect a stream use freopen(path, "w", stdout)',
    }),
    refused({
      id: 'dupfd',
      feature: '`F_DUPFD`',
      note: 'As `dup`.',
      headers: ['fcntl.h'],
      call: 'fcntl(1, F_DUPFD, 3);',
      says: 'WASI cannot make a second descriptor for an open file',
    }),
    refused({
      id: 'parent-process',
      feature: '`getppid`, `setsid`, process groups',
      note: 'A program has no parent it could name.',
      headers: ['unistd.h'],
      call: 'getppid();',
      says: 'WASI has no parent processes',
    }),
    refused({
      id: 'socket',
      feature: '`socket`, `connect`, `bind`, `listen`',
      note: 'WASI preview 1 cannot open connections. `accept`, `recv`, `send` and `shutdown` exist, for a socket that the host hands over.',
      headers: ['sys/socket.h', 'netinet/in.h', 'arpa/inet.h'],
      call: 'socket(AF_INET, SOCK_STREAM, 0);',
      says: 'cannot open network connections',
    }),
    refused({
      id: 'gethostbyname',
      feature: '`gethostbyname`, `getaddrinfo`',
      note: 'There is no network. `<netdb.h>` itself can be included.',
      headers: ['netdb.h'],
      call: 'gethostbyname("localhost");',
      says: 'no host name can be looked up',
    }),
    refused({
      id: 'pthread',
      feature: '`pthread_create`',
      note: 'A program has one thread, because its memory is not shared.',
      headers: ['pthread.h'],
      call: 'pthread_t thread;\n    pthread_create(&thread, 0, 0, 0);',
      says: 'this program has one thread',
    }),
    refused({
      id: 'threads',
      feature: '`thrd_create` (`<threads.h>`)',
      note: 'As `pthread_create`.',
      headers: ['threads.h'],
      call: 'thrd_t thread;\n    thrd_create(&thread, 0, 0);',
      says: 'this program has one thread',
    }),
    refused({
      id: 'semaphores',
      feature: '`sem_init`, `sem_wait`',
      note: 'With one thread, no other one could post.',
      headers: ['semaphore.h'],
      call: 'sem_t semaphore;\n    sem_init(&semaphore, 0, 1);',
      says: 'no other one could post',
    }),
    refused({
      id: 'shared-memory',
      feature: '`shmget`, `shm_open`, `msgget`, `mq_open`',
      note: 'Programs exchange data through files.',
      headers: ['sys/shm.h'],
      call: 'shmget(IPC_PRIVATE, 4096, IPC_CREAT);',
      says: 'share no memory',
    }),
    refused({
      id: 'alarm',
      feature: '`alarm`, `setitimer`, `timer_create`',
      note: 'Nothing can interrupt a running WebAssembly program. Look at the clock, or sleep.',
      headers: ['unistd.h'],
      call: 'alarm(1);',
      says: 'nothing can interrupt a running WebAssembly program',
    }),
    refused({
      id: 'pause',
      feature: '`pause`, `sigsuspend`, `sigwait`',
      note: 'No signal arrives from outside, so they would wait for ever.',
      headers: ['unistd.h'],
      call: 'pause();',
      says: 'would wait for ever',
    }),
    refused({
      id: 'limits',
      feature: '`getrlimit`, `setrlimit`',
      note: 'The stack size is chosen when linking, the other limits by the person who runs the program.',
      headers: ['sys/resource.h'],
      call: 'struct rlimit limit;\n    getrlimit(RLIMIT_STACK, &limit);',
      says: 'cannot read or change its limits',
    }),
    refused({
      id: 'mkfifo',
      feature: '`mkfifo`, `mknod`',
      note: 'There are files, directories and links.',
      headers: ['sys/stat.h'],
      call: 'mkfifo("queue", 0600);',
      says: 'no pipes or devices',
    }),
    refused({
      id: 'windows',
      feature: '`<windows.h>`, `<curses.h>`, `<graphics.h>`, OpenGL, SDL, GTK, GMP, CS50, OpenSSL and other libraries',
      note: 'Interfaces of other systems; the message names what to use here: `usleep`, `<conio.h>`, `<termios.h>`.',
      headers: ['windows.h'],
      call: 'Sleep(100);',
      says: 'call usleep(ms * 1000) from <unistd.h>',
    }),
    refused({
      id: 'delay',
      feature: '`delay`, `sound` (`<dos.h>`)',
      note: 'Wait with `usleep(milliseconds * 1000)`.',
      headers: ['dos.h'],
      call: 'delay(100);',
      says: 'wait with usleep(milliseconds * 1000)',
    }),
  ],
};
