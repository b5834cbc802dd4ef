import { readFileSync } from 'node:fs';
import type { JulietCase } from './juliet-cases.ts';

/** Names that a file keeps to itself: many cases are one program, and use the same ones. */
const OWN_NAMES = [
  /^static\b[^;=({]*?\b(\w+)\s*[;=([]/gm,
  /^(?:typedef )?(?:struct|union|enum)\s+(\w+)\s*$/gm,
  /^\}\s*(\w+);/gm,
];
const DEFINED = /^[ \t]*#[ \t]*define[ \t]+(\w+)/gm;

/** What a returned function has left on the stack would keep a lost block reachable for a tool that looks there. */
const FORGET = `__attribute__((noinline, no_sanitize("address"))) static void forget(void) {
  volatile char over[16384];
  for (int i = 0; i < (int)sizeof over; i++) over[i] = 0;
}`;

/** Which half of a case is run: the first argument of the program; the second is the number of the case. */
export type Half = 'bad' | 'good';

/**
 * Many cases as one program, which is how the suite is meant to be built for testing tools: a build costs more than a case. Each run
 * of it runs half of one case. The sources by their names.
 */
export function programOf(
  cases: readonly JulietCase[],
  support: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const sources = new Map<string, string>();
  const units = new Map<string, string[]>();
  for (const [number, { files }] of cases.entries())
    for (const [at, file] of files.entries()) {
      const text = readFileSync(file, 'utf8');
      const unit = 'abcde'[at] ?? 'e';
      const included = `case-${number}${unit}.inc`;
      sources.set(included, text);
      units.set(unit, [...(units.get(unit) ?? []), apart(text, included, number)]);
    }
  const dispatch = cases.flatMap(({ name }, number) =>
    (['bad', 'good'] as const).map((half) => ({ number, half, name: `${name}_${half}` })),
  );
  for (const [name, text] of support) sources.set(name.endsWith('.c') ? name.replace(/c$/, 'inc') : name, text);
  const first = ['#include "io.inc"', '#include <wchar.h>'];
  for (const [unit, parts] of units)
    if (unit !== 'a')
      sources.set(`${unit}.c`, ['#include "std_testcase.h"', '#include <wchar.h>', ...parts].join('\n'));
  sources.set(
    'main.c',
    [
      ...first,
      ...(units.get('a') ?? []),
      ...dispatch.map(({ name }) => `void ${name}();`),
      FORGET,
      'int main(int argc, char **argv) {',
      "  int number = argc > 2 ? atoi(argv[2]) : -1, isBad = argc > 2 && argv[1][0] == 'b';",
      '  srand((unsigned)time(NULL));',
      ...dispatch.map(
        ({ number, half, name }) => `  if (number == ${number} && isBad == ${half === 'bad' ? 1 : 0}) ${name}();`,
      ),
      '  forget();',
      '  return 0;',
      '}',
      '',
    ].join('\n'),
  );
  return sources;
}

/** Includes a file of a case so that its own names meet those of no other case. */
function apart(text: string, file: string, number: number): string {
  const own = new Set(OWN_NAMES.flatMap((pattern) => Array.from(text.matchAll(pattern), ([, name = '']) => name)));
  const defined = new Set(Array.from(text.matchAll(DEFINED), ([, name = '']) => name));
  return [
    ...[...own].map((name) => `#define ${name} ${name}_${number}`),
    `#include "${file}"`,
    ...[...own, ...defined].map((name) => `#undef ${name}`),
  ].join('\n');
}
