import { MARKED_PROGRAM, MARKS_DISTANCE } from '../../abi/marked-program.ts';
import { defaultFlags, type Language } from '../driver/default-flags.ts';
import { choiceFlags } from '../../project/settings-table.ts';
import type { ProjectSettings } from '../../project/settings.ts';
import { words } from '../../project/words.ts';
import { KNOWN_SYMBOL } from './with-known.ts';

const ADDRESSES = 2 ** 32;

export const UNSET_LIBRARY = '-lpreopen-unset';

/** The pass that follows which values were set. The driver refuses it for this target, the compiler does not. */
const PASS = [
  ...[
    '-fsanitize=memory',
    '-fsanitize-memory-track-origins=1',
    '-fsanitize-recover=memory',
    // A function may be given, and may return, what it does not use.
    '-fno-sanitize-memory-param-retval',
  ].flatMap((flag) => ['-Xclang', flag]),
  ...[
    `-msan-shadow-base=${ADDRESSES - MARKS_DISTANCE}`,
    `-msan-origin-base=${ADDRESSES - 2 * MARKS_DISTANCE}`,
    '-msan-instrumentation-with-call-threshold=-1',
  ].flatMap((flag) => ['-mllvm', flag]),
];

/** The pass does not know of these for WebAssembly: what an assembler statement may write, it takes to be set. */
const VARIADIC = ['va_start', 'c23_va_start', 'va_copy'].map(
  (name) => `-D__builtin_${name}(list,...)=({__builtin_${name}(list,##__VA_ARGS__);__asm__ volatile("":"=m"(list));})`,
);

/** For the compiler. Without optimisation, every variable has a place that can be marked, and nothing unset is folded away. */
export function unsetCompileFlags(settings: ProjectSettings, language: Language): readonly string[] {
  const own = words(settings.extraFlags).filter((flag) => !/^(-Wl,|-l|-L|-O|-flto|-f(no-)?sanitize)/.test(flag));
  return [
    '-g',
    ...defaultFlags(language, 'compile', new Set(settings.withoutDefaults).add('checks')),
    ...choiceFlags({ ...settings, optimization: '-O0', warnings: 'none', checks: 'off' }, language),
    ...own,
    // What functions of <math.h> are given is checked in calls of them.
    '-fmath-errno',
    // By these names a report calls the variables.
    '-fno-discard-value-names',
    ...PASS,
    ...VARIADIC,
  ];
}

/** For the linker. The stack lies behind the data: in front are the marks. */
export function unsetLinkFlags(settings: ProjectSettings, language: Language): readonly string[] {
  const defaults = defaultFlags(language, 'link', new Set(settings.withoutDefaults)).filter(
    (flag) => flag !== '-Wl,--stack-first',
  );
  const own = words(settings.extraFlags).filter((flag) => /^-(Wl,|l|L)/.test(flag) && !/memory=/.test(flag));
  const isLibrary = (flag: string): boolean => flag.startsWith('-l');
  return [
    ...defaults.filter((flag) => !isLibrary(flag)),
    '-Wl,--no-stack-first',
    `-Wl,--global-base=${MARKED_PROGRAM}`,
    `-Wl,--max-memory=${MARKED_PROGRAM + MARKS_DISTANCE}`,
    ...['__preopen_report', '__preopen_at', '__stack_pointer', KNOWN_SYMBOL].map((name) => `-Wl,--export=${name}`),
    ...own,
    ...words(settings.libraries).map((name) => (name.startsWith('-') ? name : `-l${name}`)),
    UNSET_LIBRARY,
    ...defaults.filter(isLibrary),
  ];
}
