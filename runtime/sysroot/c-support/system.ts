import { type CSupportSection } from './row.ts';

export const SYSTEM: CSupportSection = {
  title: 'Files, time and the system',
  rows: [
    {
      id: 'files',
      feature: '`fopen`, `fprintf`, `fseek`, `fread`, `fwrite`, `freopen`, `remove`, `rename`',
      status: 'supported',
      note: 'Only inside the directories the program was given.',
      program: String.raw`#include <stdio.h>
int main(void)
{
    char text[16] = "";
    FILE *file = fopen("notes.txt", "w+");
    fprintf(file, "hello %d", 42);
    fseek(file, 6, SEEK_SET);
    fread(text, 1, 2, file);
    fclose(file);
    int renamed = rename("notes.txt", "moved.txt"), removed = remove("moved.txt");
    printf("%s %d %d\n", text, renamed, removed);
    return 0;
}
`,
      expect: { compiles: true, exit: 0, stdout: '42 0 0\n' },
    },
    {
      id: 'posix-files',
      feature: '`open`, `read`, `write`, `lseek`, `pread`, `stat`, `ftruncate`, `access`',
      status: 'supported',
      note: '`st_mode` has the type of a file but no permission bits.',
      program: String.raw`#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>
int main(void)
{
    char c = 0;
    struct stat status;
    int fd = open("raw.bin", O_RDWR | O_CREAT | O_TRUNC, 0644);
    write(fd, "abcdef", 6);
    pread(fd, &c, 1, 2);
    ftruncate(fd, 4);
    fstat(fd, &status);
    printf("%c %d %d %d %d\n", c, (int)status.st_size, S_ISREG(status.st_mode) != 0,
        (int)lseek(fd, 0, SEEK_CUR), access("raw.bin", R_OK));
    close(fd);
    unlink("raw.bin");
    return 0;
}
`,
      expect: { compiles: true, exit: 0, stdout: 'c 4 1 6 0\n' },
    },
    {
      id: 'directories',
      feature: '`mkdir`, `opendir`, `readdir`, `rmdir`, `nftw`',
      status: 'supported',
      note: '',
      program: String.raw`#include <dirent.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>
int main(void)
{
    int names = 0;
    mkdir("box", 0755);
    fclose(fopen("box/one", "w"));
    DIR *directory = opendir("box");
    for (struct dirent *entry; (entry = readdir(directory)) != NULL;)
        names += entry->d_name[0] == 'o';
    closedir(directory);
    unlink("box/one");
    printf("%d %d\n", names, rmdir("box"));
    return 0;
}
`,
      expect: { compiles: true, exit: 0, stdout: '1 0\n' },
    },
    {
      id: 'links',
      feature: '`symlink`, `readlink`, `link`',
      status: 'note',
      note: 'A symbolic link may not start with `/`, and following one out of a granted directory is refused.',
      program: String.raw`#include <stdio.h>
#include <unistd.h>
int main(void)
{
    char target[16] = "";
    unlink("alias");
    int made = symlink("elsewhere", "alias");
    readlink("alias", target, sizeof target - 1);
    unlink("alias");
    printf("%d %s\n", made, target);
    return 0;
}
`,
      expect: { compiles: true, exit: 0, stdout: '0 elsewhere\n' },
    },
    {
      id: 'working-directory',
      feature: '`getcwd`, `chdir`, `realpath`',
      status: 'supported',
      note: 'The working directory is kept by libc; the system has none.',
      program: String.raw`#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
int main(void)
{
    char path[300];
    mkdir("sub", 0755);
    chdir("sub");
    rmdir("/sub");
    chdir("..");
    FILE *file = fopen("x.txt", "w");
    if (file != NULL)
        fclose(file);
    for (int i = 0; i < 3; i++) {
        mkdir("a", 0755);
        chdir("./a/.");
        chdir("..");
    }
    printf("%d %s ", file != NULL, getcwd(path, sizeof path));
    symlink("a", "link");
    chdir("link");
    printf("%s %s %d ", getcwd(path, sizeof path), realpath(".", NULL), chdir("nowhere"));
    printf("%d ", chdir("../x.txt"));
    chdir("/");
    unlink("link"), rmdir("a"), remove("x.txt");
    mkdir("room", 0755);
    int moved = chdir("room");
    fclose(fopen("inside", "w"));
    int there = access("../room/inside", F_OK);
    unlink("inside");
    chdir("..");
    rmdir("room");
    printf("%d %d\n", moved, there);
    return 0;
}
`,
      expect: { compiles: true, exit: 0, stdout: '1 / /a /a -1 -1 0 0\n' },
    },
    {
      id: 'devices',
      feature:
        '`/dev/null`, `/dev/zero`, `/dev/random`, `/dev/urandom`, `/dev/stdin`, `/dev/stdout`, `/dev/stderr`, `/dev/tty`, `/dev/fd/N`',
      status: 'supported',
      note: 'Our library makes them of what the program was given, on every host; a folder granted as `/dev` comes first. `/dev/tty` is there when a standard stream is a terminal. `/dev` itself cannot be listed.',
      stdin: 'first line\nsecond\n',
      program: String.raw`#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
int main(void)
{
    char line[20];
    struct stat status;
    unsigned char bytes[8] = { 1, 1, 1, 1, 1, 1, 1, 1 };
    FILE *in = fopen("/dev/stdin", "r"), *out = fopen("/dev/stdout", "w"), *null = fopen("/dev/null", "r+");
    fgets(line, sizeof line, in);
    fprintf(out, "%d %d %s", fprintf(null, "gone"), fgetc(null), line);
    fclose(out), fclose(in), fclose(null);
    int zero = open("/dev/zero", O_RDONLY), random = open("/dev/urandom", O_RDONLY);
    int read_zeros = (int)read(zero, bytes, 8), first = bytes[0], read_random = (int)read(random, bytes, 8);
    close(zero), close(random);
    printf("%d %d %d %d ", read_zeros, first, read_random, isatty(random));
    printf("%d %d ", stat("/dev/null", &status), S_ISCHR(status.st_mode) != 0);
    printf("%d %d\n", fopen("/dev/tty", "r") == NULL, fopen("/dev/nothing", "r") == NULL);
    FILE *again = freopen("/dev/null", "w", stdout);
    puts("not seen");
    freopen("/dev/stderr", "w", stdout);
    puts("on stderr");
    fclose(stdout);
    return again == NULL;
}
`,
      expect: {
        compiles: true,
        exit: 0,
        stdout: '4 -1 first line\n8 0 8 0 0 1 1 1\n',
        stderrContains: 'on stderr',
      },
    },
    {
      id: 'outside',
      feature: 'A path that leads outside (`../secret`)',
      status: 'note',
      note: 'Refused with `ENOTCAPABLE`: a program reaches only what it was given.',
      program: String.raw`#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
int main(void)
{
    int fd = open("../secret", O_RDONLY);
    printf("%d %d\n", fd, errno == ENOTCAPABLE);
    return 0;
}
`,
      expect: { compiles: true, exit: 0, stdout: '-1 1\n' },
    },
    {
      id: 'tmpfile',
      feature: '`tmpfile`, `tmpnam`',
      status: 'supported',
      note: 'In `/tmp`, or in the working directory of a program that was not given `/tmp`.',
      program: String.raw`#include <stdio.h>
int main(void)
{
    char text[8] = "", name[L_tmpnam];
    FILE *file = tmpfile();
    if (file == NULL)
        return 1;
    fputs("kept", file);
    rewind(file);
    fgets(text, sizeof text, file);
    fclose(file);
    printf("%s %d\n", text, tmpnam(name) != NULL);
    return 0;
}
`,
      expect: { compiles: true, exit: 0, stdout: 'kept 1\n' },
    },
    {
      id: 'mkstemp',
      feature: '`mkstemp`, `mkdtemp`',
      status: 'supported',
      note: '',
      program: String.raw`#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
int main(void)
{
    char file[] = "draftXXXXXX", directory[] = "boxXXXXXX";
    int fd = mkstemp(file);
    int isMade = mkdtemp(directory) != NULL;
    printf("%d %d %d\n", fd > 2, isMade, strcmp(file, "draftXXXXXX") != 0);
    close(fd);
    unlink(file);
    rmdir(directory);
    return 0;
}
`,
      expect: { compiles: true, exit: 0, stdout: '1 1 1\n' },
    },
    {
      id: 'chmod',
      feature: '`chmod`, `chown`, `umask`',
      status: 'note',
      note: 'WASI files have neither mode nor owner: `chmod` and `chown` fail with `ENOSYS`; `umask` remembers a value that has no effect.',
      program: String.raw`#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>
int main(void)
{
    umask(077);
    int mask = (int)umask(022);
    int changed = chmod("main.c", 0600), reason = errno;
    int owned = chown("main.c", 0, 0);
    printf("%o %d %d %d %d\n", mask, changed, reason == ENOSYS, owned, errno == ENOSYS);
    return 0;
}
`,
      expect: { compiles: true, exit: 0, stdout: '77 -1 1 -1 1\n' },
    },
    {
      id: 'locks',
      feature: 'File locks: `fcntl(F_SETLK)`, `flock`, `lockf`',
      status: 'note',
      note: 'They compile and fail with `ENOTSUP`: WASI has no locks.',
      program: String.raw`#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
int main(void)
{
    struct flock lock = { .l_type = F_WRLCK };
    int locked = fcntl(1, F_SETLK, &lock), reason = errno;
    printf("%d %d %d %d\n", locked, reason == ENOTSUP, flock(1, LOCK_EX), fcntl(1, F_GETFL) >= 0);
    return 0;
}
`,
      expect: { compiles: true, exit: 0, stdout: '-1 1 -1 1\n' },
    },
    {
      id: 'arguments',
      feature: 'Arguments and environment: `argv`, `getenv`, `setenv`',
      status: 'supported',
      note: '',
      args: ['one', 'two words'],
      env: { COLOUR: 'red' },
      program: String.raw`#include <stdio.h>
#include <stdlib.h>
int main(int argc, char *argv[])
{
    setenv("SHAPE", "round", 1);
    printf("%d %s %s %s\n", argc, argv[2], getenv("COLOUR"), getenv("SHAPE"));
    return 0;
}
`,
      expect: { compiles: true, exit: 0, stdout: '3 two words red round\n' },
    },
    {
      id: 'time',
      feature: '`time`, `gmtime`, `mktime`, `strftime`, `tzset`',
      status: 'note',
      note: 'Local time is UTC: WASI has no time zone.',
      program: String.raw`#include <stdio.h>
#include <time.h>
int main(void)
{
    char text[32];
    time_t moment = 86400;
    tzset();
    strftime(text, sizeof text, "%a %Y-%m-%d %H:%M", localtime(&moment));
    printf("%s %s %d\n", text, tzname[0], time(NULL) >= 0);
    return 0;
}
`,
      expect: { compiles: true, exit: 0, stdout: 'Fri 1970-01-02 00:00 UTC 1\n' },
    },
    {
      id: 'clocks',
      feature: '`clock`, `clock_gettime`, `gettimeofday`, `times`, `getrusage`',
      status: 'note',
      note: '`clock` counts wall time, in nanoseconds: divide by `CLOCKS_PER_SEC`.',
      program: String.raw`#include <stdio.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <time.h>
int main(void)
{
    struct timespec now;
    struct timeval day;
    struct rusage usage;
    printf("%d %d %d %d\n", clock() != (clock_t)-1, clock_gettime(CLOCK_MONOTONIC, &now),
        gettimeofday(&day, NULL), getrusage(RUSAGE_SELF, &usage));
    return 0;
}
`,
      expect: { compiles: true, exit: 0, stdout: '1 0 0 0\n' },
    },
    {
      id: 'sleep',
      feature: '`sleep`, `usleep`, `nanosleep`, `poll`, `ppoll`, `select`, `pselect`',
      status: 'supported',
      note: '',
      program: String.raw`#define _GNU_SOURCE
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <sys/select.h>
#include <time.h>
#include <unistd.h>
int main(void)
{
    struct timespec pause = { 0, 2000000 };
    struct pollfd out = { .fd = 1, .events = POLLOUT };
    fd_set closed;
    FD_ZERO(&closed);
    FD_SET(20, &closed);
    printf("%d %d %d ", nanosleep(&pause, NULL), usleep(1000), poll(NULL, 0, 1));
    printf("%d ", ppoll(&out, 1, &pause, NULL));
    int ready = select(21, &closed, NULL, NULL, &(struct timeval){ 0, 0 });
    printf("%d %d\n", ready, errno == EBADF);
    return 0;
}
`,
      expect: { compiles: true, exit: 0, stdout: '0 0 0 1 -1 1\n' },
    },
    {
      id: 'signals',
      feature: '`signal`, `raise`, `sigaction`, `sigprocmask`, `kill(getpid(), …)`',
      status: 'note',
      note: 'A program receives only the signals it sends itself. Ctrl-C ends it at once; no handler runs.',
      program: String.raw`#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
static volatile sig_atomic_t seen;
static void note(int number) { seen = seen * 100 + number; }
int main(void)
{
    struct sigaction action;
    sigset_t set;
    signal(SIGINT, note);
    raise(SIGINT);
    memset(&action, 0, sizeof action);
    action.sa_handler = note;
    sigaction(SIGUSR1, &action, NULL);
    sigemptyset(&set);
    sigaddset(&set, SIGUSR1);
    sigprocmask(SIG_BLOCK, &set, NULL);
    kill(getpid(), SIGUSR1);
    int before = (int)seen;
    sigprocmask(SIG_UNBLOCK, &set, NULL);
    printf("%d %d\n", before, (int)seen);
    return 0;
}
`,
      expect: { compiles: true, exit: 0, stdout: '2 210\n' },
    },
    {
      id: 'mmap',
      feature: '`mmap`, `munmap`',
      status: 'note',
      note: 'Memory is allocated, and a file is copied into it: changes are not written back, protection has no effect.',
      program: String.raw`#include <stdio.h>
#include <sys/mman.h>
int main(void)
{
    char *page = mmap(NULL, 65536, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (page == MAP_FAILED)
        return 1;
    page[65535] = 7;
    printf("%d %d %d\n", page[0], page[65535], munmap(page, 65536));
    return 0;
}
`,
      expect: { compiles: true, exit: 0, stdout: '0 7 0\n' },
    },
    {
      id: 'getpid',
      feature: '`getpid`',
      status: 'note',
      note: 'Always 42.',
      program:
        '#include <stdio.h>\n#include <unistd.h>\nint main(void)\n{\n    printf("%d\\n", getpid());\n    return 0;\n}\n',
      expect: { compiles: true, exit: 0, stdout: '42\n' },
    },
    {
      id: 'getuid',
      feature: '`getuid`, `getgid`, `getpwuid`, `getlogin`',
      status: 'note',
      note: 'WASI has no users; the answer is always user 1000, named `user`.',
      program: String.raw`#include <pwd.h>
#include <stdio.h>
#include <unistd.h>
int main(void)
{
    printf("%d %s %d\n", (int)getuid(), getpwuid(getuid())->pw_name, getpwuid(0) == NULL);
    return 0;
}
`,
      expect: { compiles: true, exit: 0, stdout: '1000 user 1\n' },
    },
    {
      id: 'mutexes',
      feature: 'Mutexes and `call_once` (`<threads.h>`, `<pthread.h>`)',
      status: 'note',
      note: 'All kinds work, for the one thread there is. What could only wait for ever (locking an ordinary mutex twice, `pthread_cond_wait`) says so and aborts.',
      program: String.raw`#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <threads.h>
static void kinds(void)
{
    pthread_mutex_t checked = PTHREAD_ERRORCHECK_MUTEX_INITIALIZER_NP, often = PTHREAD_RECURSIVE_MUTEX_INITIALIZER_NP;
    pthread_mutex_t plain = PTHREAD_MUTEX_INITIALIZER;
    pthread_cond_t never = PTHREAD_COND_INITIALIZER;
    cnd_t condition;
    mtx_t recursive;
    printf("%d %d ", pthread_mutex_lock(&checked), pthread_mutex_lock(&checked) == EDEADLK);
    printf("%d %d ", pthread_mutex_unlock(&checked), pthread_mutex_unlock(&checked) == EPERM);
    printf("%d %d %d ", pthread_mutex_lock(&often), pthread_mutex_lock(&often), pthread_mutex_trylock(&often));
    printf("%d %d ", pthread_mutex_lock(&plain), pthread_mutex_trylock(&plain) == EBUSY);
    printf("%d ", pthread_cond_timedwait(&never, &plain, &(struct timespec){ 1, 0 }) == ETIMEDOUT);
    mtx_init(&recursive, mtx_plain | mtx_recursive);
    printf("%d %d ", mtx_lock(&recursive) == thrd_success, mtx_lock(&recursive) == thrd_success);
    printf("%d ", cnd_init(&condition) == thrd_success && cnd_signal(&condition) == thrd_success);
}
static once_flag once = ONCE_FLAG_INIT;
static int calls;
static void count(void) { calls++; }
int main(void)
{
    mtx_t mutex;
    pthread_mutex_t other = PTHREAD_MUTEX_INITIALIZER;
    mtx_init(&mutex, mtx_plain);
    call_once(&once, count);
    call_once(&once, count);
    kinds();
    printf("%d %d %d\n", mtx_lock(&mutex), pthread_mutex_lock(&other), calls);
    mtx_unlock(&mutex);
    return pthread_mutex_unlock(&other);
}
`,
      expect: { compiles: true, exit: 0, stdout: '0 1 0 1 0 0 0 0 1 1 1 1 1 0 0 1\n' },
    },
    {
      id: 'mutex-deadlock',
      feature: 'Locking an ordinary mutex twice',
      status: 'note',
      note: 'Elsewhere it waits for ever; here it says so and aborts.',
      program: String.raw`#include <pthread.h>
int main(void)
{
    pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
    pthread_mutex_lock(&mutex);
    return pthread_mutex_lock(&mutex);
}
`,
      expect: { traps: 'abort', stderrContains: 'locks a mutex that it has locked already' },
    },
    {
      id: 'openmp',
      feature: 'OpenMP (`<omp.h>`, `-fopenmp`)',
      status: 'note',
      note: 'Its pragmas are ignored, with `-fopenmp` and without: everything runs in thread 0 of 1.',
      flags: ['-fopenmp'],
      program: String.raw`#include <omp.h>
#include <stdio.h>
int main(void)
{
    int sum = 0;
    omp_lock_t lock;
    omp_init_lock(&lock);
#pragma omp parallel for reduction(+ : sum) num_threads(4)
    for (int i = 0; i < 100; i++)
        sum += i;
#pragma omp parallel
    {
        omp_set_lock(&lock);
        printf("%d of %d, %d ", omp_get_thread_num(), omp_get_num_threads(), _OPENMP > 0);
        omp_unset_lock(&lock);
    }
    printf("%d\n", sum);
    return 0;
}
`,
      expect: { compiles: true, exit: 0, stdout: '0 of 1, 1 4950\n' },
    },
  ],
};
