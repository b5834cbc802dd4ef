import { hasTooLargeStack } from '../checks/checked-flags.ts';
import { noteLine } from '../report/explanations.ts';

/** Checks whose reports our library words. */
const REPORTED =
  /^(address|undefined|integer|implicit-[\w-]+|nullability[\w-]*|bounds|array-bounds|local-bounds|alignment|bool|builtin|enum|float-cast-overflow|float-divide-by-zero|integer-divide-by-zero|nonnull-attribute|null|object-size|pointer-overflow|return|returns-nonnull-attribute|shift|shift-base|shift-exponent|signed-integer-overflow|unreachable|unsigned-integer-overflow|unsigned-shift-base|vla-bound|vptr|function)$/;

const INSTEAD = '-fsanitize=address,undefined finds most mistakes and says where they are, as the setting Checks does';

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
    const needy = sanitizers(flag).find((name) => !REPORTED.test(name));
    if (needy !== undefined)
      return `-fsanitize=${needy} needs a library that watches the running program, and there is none for WebAssembly: remove it; ${INSTEAD}`;
    const row = NEED_A_LIBRARY.find(([pattern]) => pattern.test(flag));
    if (row) return `${flag} ${row[1]}`;
  }
  return undefined;
}

/** Said of a build whose setting is on and whose program cannot be checked; empty for every other. */
export function flagNote(flags: readonly string[], isOn: boolean): string {
  return isOn && hasTooLargeStack(flags)
    ? noteLine(
        'This program is not checked for mistakes, because it asks for more stack than a checked program can have: 32 MB. Ask for less with -Wl,-z,stack-size=BYTES',
      )
    : '';
}

function sanitizers(flag: string): readonly string[] {
  return /^-fsanitize=(.+)$/.exec(flag)?.[1]?.split(',') ?? [];
}
