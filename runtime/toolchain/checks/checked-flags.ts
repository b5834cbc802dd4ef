import { CHECKED_DATA, FLUSH_SYMBOL, GUARD_BYTES, REPORT_SYMBOL, SHADOW } from '../../abi/checked-program.ts';
import { STACK_BYTES } from '../driver/default-flags.ts';

/** What C leaves undefined and that is found where it happens. The shadow finds null pointers, so `null` is not among them. */
const UNDEFINED = [
  'alignment',
  'array-bounds',
  'bool',
  'builtin',
  'enum',
  'float-cast-overflow',
  'integer-divide-by-zero',
  'nonnull-attribute',
  'return',
  'returns-nonnull-attribute',
  'shift-exponent',
  'signed-integer-overflow',
  'unreachable',
  'vla-bound',
].join(',');

/** For the compiler. */
export const CHECKED_COMPILE_FLAGS: readonly string[] = [
  `-fsanitize=address,${UNDEFINED}`,
  `-fno-sanitize-recover=${UNDEFINED}`,
  // A constant may be read: whether an access is a mistake is for our library to say.
  '-fsanitize-recover=address',
  '-fsanitize-address-use-after-return=runtime',
  '-mllvm',
  `-asan-mapping-offset=${SHADOW}`,
  // An access through a null pointer stays in the program, and is found.
  '-fno-delete-null-pointer-checks',
  // A recursion without an end uses up the stack and is found, instead of becoming a loop.
  '-fno-optimize-sibling-calls',
  // A block that is freed twice, and nothing else is done with, is not optimised away.
  ...['malloc', 'calloc', 'realloc', 'free'].map((name) => `-fno-builtin-${name}`),
];

/** Where libc++ finds our header that reports what its checks find. */
export const CHECKED_INCLUDE_DIR = '/usr/include/preopen-checks';

/** For the compiler, of C++ in addition: libc++ checks indices, iterators, and what may not be empty. */
export const CHECKED_CXX_FLAGS: readonly string[] = [
  '-isystem',
  CHECKED_INCLUDE_DIR,
  '-D_LIBCPP_HARDENING_MODE=_LIBCPP_HARDENING_MODE_EXTENSIVE',
  ...['', '_IN_VECTOR', '_IN_STD_ARRAY'].map((where) => `-D_LIBCPP_ABI_BOUNDED_ITERATORS${where}`),
];

const WRAPPED = [
  'malloc',
  'free',
  'calloc',
  'realloc',
  'aligned_alloc',
  'posix_memalign',
  'malloc_usable_size',
  '__main_void',
];

/** For the linker, behind the flags of every program. */
export const CHECKED_LINK_FLAGS: readonly string[] = [
  `-Wl,-z,stack-size=${STACK_BYTES + GUARD_BYTES}`,
  `-Wl,--global-base=${CHECKED_DATA}`,
  ...[REPORT_SYMBOL, FLUSH_SYMBOL, '__preopen_at'].map((name) => `-Wl,--export=${name}`),
  ...WRAPPED.map((name) => `-Wl,--wrap=${name}`),
];

/** Comes before all other libraries. */
export const CHECKED_LIBRARY = '-lpreopen-checks';

/** A project's own flag for the linker, with what a checked program's memory has more. */
export function checkedLinkFlag(flag: string): string {
  return flag
    .replace(/(-z,?stack-size=)(\d+)/, (_, name: string, bytes: string) => `${name}${Number(bytes) + GUARD_BYTES}`)
    .replace(
      /(--(?:initial|max)-memory=)(\d+)/,
      (_, name: string, bytes: string) => `${name}${Number(bytes) + CHECKED_DATA}`,
    );
}

/** Whether the project asks for more stack than there is room for below the shadow. */
export function hasTooLargeStack(flags: readonly string[]): boolean {
  const bytes = flags.map((flag) => Number(/-z,?stack-size=(\d+)/.exec(flag)?.[1] ?? 0));
  return Math.max(0, ...bytes) + GUARD_BYTES > SHADOW;
}
