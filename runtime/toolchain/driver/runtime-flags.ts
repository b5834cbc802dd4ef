import { noteLine } from '../report/explanations.ts';

/** Checks that clang can do without a library, when each failed one is a trap. */
const TRAPPING =
  /^(undefined|integer|implicit-[\w-]+|nullability[\w-]*|bounds|array-bounds|local-bounds|alignment|bool|builtin|enum|float-cast-overflow|float-divide-by-zero|integer-divide-by-zero|nonnull-attribute|null|object-size|pointer-overflow|return|returns-nonnull-attribute|shift|shift-base|shift-exponent|signed-integer-overflow|unreachable|unsigned-integer-overflow|unsigned-shift-base|vla-bound|vptr|function)$/;

const INSTEAD =
  'add -fsanitize=undefined, which traps at the line of what is undefined, and see where a stray pointer traps';

/** Flags whose code calls a library that there is not for WebAssembly, each with a sentence. */
const NEED_A_LIBRARY: readonly (readonly [RegExp, string])[] = [
  [
    /^(-pg|-p|-finstrument-functions-after-inlining|-fxray-instrument)$/,
    'measures where a program spends its time with a library that is not here. The browser’s profiler shows the functions of a running program',
  ],
  [
    /^(-fprofile-(instr-)?generate|-fprofile-arcs|-fcs-profile-generate|-ftest-coverage|-fcoverage-mapping|--?coverage)(=.*)?$/,
    'counts what a program runs with a library that is not here. Print counters of your own',
  ],
  [/^-f(split-stack)$/, 'grows the stack with a library that is not here. The stack size is -Wl,-z,stack-size=BYTES'],
];

/** Why the project cannot be built with these flags; undefined: it can. */
export function flagProblem(flags: readonly string[]): string | undefined {
  for (const flag of flags) {
    const needy = sanitizers(flag).find((name) => !TRAPPING.test(name));
    if (needy !== undefined)
      return `-fsanitize=${needy} needs a library that watches the running program, and there is none for WebAssembly: remove it; ${INSTEAD}`;
    const row = NEED_A_LIBRARY.find(([pattern]) => pattern.test(flag));
    if (row) return `${flag} ${row[1]}`;
  }
  return undefined;
}

/** Flags that these need here; what they do is said by `flagNote`. */
export function impliedFlags(flags: readonly string[]): readonly string[] {
  const isReporting = flags.some((flag) => sanitizers(flag).length > 0);
  const isDecided = flags.some((flag) => /^-fsanitize-(trap|minimal-runtime)/.test(flag));
  return isReporting && !isDecided ? ['-fsanitize-trap=all'] : [];
}

/** What was done with the flags beyond what they say; empty for nothing. */
export function flagNote(flags: readonly string[]): string {
  return impliedFlags(flags).length === 0
    ? ''
    : noteLine(
        '-fsanitize reports through a library that is not here, so -fsanitize-trap=all was added: the program traps at the line of what is undefined',
      );
}

function sanitizers(flag: string): readonly string[] {
  return /^-fsanitize=(.+)$/.exec(flag)?.[1]?.split(',') ?? [];
}
