import { COMPAT_INCLUDE_DIR } from '../../sysroot/library.ts';
import type { DefaultGroup } from '../../project/settings.ts';

export type Language = 'c' | 'c++';

/** One flag the driver adds by itself, and why. */
export interface DefaultFlag {
  readonly flag: readonly string[];
  /** `language` flags are not a setting: without them nothing compiles as the editor promises. */
  readonly group: DefaultGroup | 'language';
  readonly stage: 'compile' | 'link';
  /** Absent: for both languages. */
  readonly only?: Language;
  readonly reason: string;
}

/** The stack a program gets, in bytes: as on Linux. wasm-ld's own default is 64 KiB. */
export const STACK_BYTES = 8_388_608;

/** Checks that cost next to nothing. What failed is in the debug information, by which a trap is worded. */
const CHECKED = 'integer-divide-by-zero,nonnull-attribute';
const CHECKS = [
  `-fsanitize=${CHECKED}`,
  `-fsanitize-trap=${CHECKED}`,
  '-fno-sanitize-merge',
  '-fsanitize-debug-trap-reasons=detailed',
];

/** The calls that may be made with a descriptor of a file in /dev, which is one of our library's. */
const DEVICE_CALLS = [
  ...['fd_read', 'fd_write', 'fd_seek', 'fd_close', 'fd_renumber', 'fd_fdstat_get', 'fd_fdstat_set_flags'],
  ...['fd_filestat_get', 'path_open', 'path_filestat_get'],
].map((call) => `-Wl,--wrap=__wasi_${call}`);

/** In the order the driver passes them: ahead of the project's own flags, so that those win, and libraries at the end. */
export const DEFAULT_FLAGS = [
  {
    flag: ['-std=gnu17'],
    group: 'language',
    stage: 'compile',
    only: 'c',
    reason: 'C17 with the usual extensions, said aloud so that a new compiler does not change it',
  },
  {
    flag: ['-std=c++20'],
    group: 'language',
    stage: 'compile',
    only: 'c++',
    reason: 'The newest C++ standard that the shipped libc++ covers in full',
  },
  {
    flag: ['-fno-exceptions'],
    group: 'language',
    stage: 'compile',
    only: 'c++',
    reason: 'The sysroot has no exception runtime; without this flag even <iostream> does not link',
  },
  {
    flag: ['-D_WASI_EMULATED_SIGNAL'],
    group: 'emulation',
    stage: 'compile',
    reason: 'Lets <signal.h> be included; signals come from raise() only',
  },
  {
    flag: ['-D_WASI_EMULATED_MMAN'],
    group: 'emulation',
    stage: 'compile',
    reason: 'Lets <sys/mman.h> be included; mmap() allocates and reads',
  },
  {
    flag: ['-D_WASI_EMULATED_PROCESS_CLOCKS'],
    group: 'emulation',
    stage: 'compile',
    reason: 'Declares clock(), times() and getrusage(), measured by the wall clock',
  },
  {
    flag: ['-D_WASI_EMULATED_GETPID'],
    group: 'emulation',
    stage: 'compile',
    reason: 'Declares getpid(), which answers 42',
  },
  {
    flag: ['-mllvm', '-wasm-enable-sjlj'],
    group: 'setjmp',
    stage: 'compile',
    reason: 'Lowers setjmp() and longjmp() to WebAssembly exceptions',
  },
  {
    flag: ['-isystem', COMPAT_INCLUDE_DIR],
    group: 'compat',
    stage: 'compile',
    reason: 'Headers that add what libc lacks, and refuse the impossible with a sentence',
  },
  {
    flag: CHECKS,
    group: 'checks',
    stage: 'compile',
    reason:
      'A division by zero that the compiler can see, and a FILE * that is NULL, trap at their line at every level',
  },
  {
    flag: ['-Wl,--fatal-warnings'],
    group: 'checks',
    stage: 'link',
    reason: 'A function called with other types than it was defined with traps at the call',
  },
  {
    flag: [`-Wl,-z,stack-size=${STACK_BYTES}`],
    group: 'stack',
    stage: 'link',
    reason: '8 MiB of stack, as on Linux, instead of 64 KiB',
  },
  {
    flag: ['-Wl,--stack-first'],
    group: 'stack',
    stage: 'link',
    reason: 'The stack grows down towards address 0, so an overflow traps and corrupts nothing',
  },
  {
    flag: ['-Wl,--export=__stack_pointer'],
    group: 'stack',
    stage: 'link',
    reason: 'Lets the host tell a stack overflow from a stray pointer',
  },
  {
    flag: ['-lc-printscan-long-double'],
    group: 'longDouble',
    stage: 'link',
    reason: 'printf("%Lf") and scanf("%Lf") trap without it',
  },
  {
    flag: ['-Wl,--undefined=__main_argc_argv'],
    group: 'compat',
    stage: 'link',
    reason: 'Finds a main() with three parameters (argc, argv, envp)',
  },
  {
    flag: ['-Wl,--wrap=__stdio_read'],
    group: 'compat',
    stage: 'link',
    reason: 'Shows a prompt without a newline before the program waits for the answer',
  },
  {
    flag: ['-Wl,--wrap=__wasilibc_find_relpath', '-Wl,--wrap=__wasilibc_find_abspath'],
    group: 'compat',
    stage: 'link',
    reason: 'Lets the trace show a path that no preopen covers, for which libc makes no system call',
  },
  {
    flag: DEVICE_CALLS,
    group: 'compat',
    stage: 'link',
    reason: '/dev/null, /dev/stdin, /dev/tty, /dev/urandom and others, made of what the program was given',
  },
  {
    flag: ['-lpreopen-compat'],
    group: 'compat',
    stage: 'link',
    reason: 'tmpfile(), mkstemp(), err(), sigaction(), getuid() and others that libc lacks',
  },
  {
    flag: ['-Wl,-mllvm,-wasm-enable-sjlj'],
    group: 'setjmp',
    stage: 'link',
    reason: 'The same lowering where the linker generates the code (-flto)',
  },
  {
    flag: ['-lsetjmp'],
    group: 'setjmp',
    stage: 'link',
    reason: 'The run-time half of setjmp() and longjmp()',
  },
  {
    flag: ['-lwasi-emulated-signal'],
    group: 'emulation',
    stage: 'link',
    reason: 'signal() and raise()',
  },
  {
    flag: ['-lwasi-emulated-mman'],
    group: 'emulation',
    stage: 'link',
    reason: 'mmap() and munmap()',
  },
  {
    flag: ['-lwasi-emulated-process-clocks'],
    group: 'emulation',
    stage: 'link',
    reason: 'clock(), times() and getrusage()',
  },
  {
    flag: ['-lwasi-emulated-getpid'],
    group: 'emulation',
    stage: 'link',
    reason: 'getpid()',
  },
] as const satisfies readonly DefaultFlag[];

/** The flags for one stage of one language, with the groups in `off` left out. */
export function defaultFlags(
  language: Language,
  stage: DefaultFlag['stage'],
  off: ReadonlySet<DefaultGroup> = new Set(),
): readonly string[] {
  return DEFAULT_FLAGS.filter((row: DefaultFlag) => isWanted(row, language, stage, off)).flatMap(
    (row: DefaultFlag) => row.flag,
  );
}

function isWanted(
  row: DefaultFlag,
  language: Language,
  stage: DefaultFlag['stage'],
  off: ReadonlySet<DefaultGroup>,
): boolean {
  if (row.stage !== stage) return false;
  if (row.only !== undefined && row.only !== language) return false;
  return row.group === 'language' || !off.has(row.group);
}
