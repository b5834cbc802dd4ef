/**
 * Where the compat library lives inside the sysroot image that is mounted at /usr.
 * The library supplies what libc leaves out and can honestly be done on WASI; its headers come
 * before libc's and turn what cannot be done into a compile error with a sentence.
 */
export const COMPAT_INCLUDE_DIR = '/usr/include/preopen';

/** libc's own library directory, so that `-lpreopen-compat` finds it without a `-L`. */
export const COMPAT_ARCHIVE = '/usr/lib/wasm32-wasip1/libpreopen-compat.a';

/** Sources relative to `runtime/sysroot/src`, in the order they are archived. */
export const COMPAT_SOURCES = [
  'borland.c',
  'chdir.c',
  'condition.c',
  'conio.c',
  'devices.c',
  'err.c',
  'fflush.c',
  'files.c',
  'gets.c',
  'main.c',
  'memory.c',
  'mutex.c',
  'omp.c',
  'poll.c',
  'preopens.c',
  'prompt.c',
  'qsort.c',
  'rand.c',
  'sbrk.c',
  'setvbuf.c',
  'signals.c',
  'strerror.c',
  'system.c',
  'temporary.c',
  'terminal.c',
  'termios.c',
  'threads.c',
  'timezone.c',
  'user.c',
  'windows-formats.c',
] as const;

/** Headers relative to `runtime/sysroot/include`, copied below `COMPAT_INCLUDE_DIR`. */
export const COMPAT_HEADERS = [
  '__typedef_sigset_t.h',
  'bits/stdc++.h',
  'conio.h',
  'dos.h',
  'errno.h',
  'fcntl.h',
  'grp.h',
  'ifaddrs.h',
  'malloc.h',
  'mqueue.h',
  'netdb.h',
  'omp.h',
  'preopen/devices.h',
  'preopen/ref.h',
  'preopen/refuse.h',
  'preopen/terminal.h',
  'pthread.h',
  'pwd.h',
  'semaphore.h',
  'setjmp.h',
  'signal.h',
  'spawn.h',
  'stdio.h',
  'stdlib.h',
  'sys/ioctl.h',
  'sys/ipc.h',
  'sys/mman.h',
  'sys/msg.h',
  'sys/resource.h',
  'sys/select.h',
  'sys/sem.h',
  'sys/shm.h',
  'sys/socket.h',
  'sys/stat.h',
  'sys/time.h',
  'sys/wait.h',
  'termios.h',
  'threads.h',
  'time.h',
  'unistd.h',
  'wchar.h',
] as const;
