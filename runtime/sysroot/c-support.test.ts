import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { bootC } from '../testing/c-fixture.ts';
import { NodeToolchain } from '../cli/node-toolchain.ts';
import { linkWhole } from '../toolchain/link/testing/whole-link.ts';
import { C_SUPPORT, renderCSupport } from './c-support.ts';
import type { CSupportExpectation, CSupportRow } from './c-support/row.ts';

const toolchain = NodeToolchain.load();
/** Programs of many C++ headers, of which `cpp-streams` is tried with checks for all. */
const UNCHECKED = ['cpp-concepts', 'cpp-everything', 'cpp-thread'];

/** Compiles a row's program as the editor would, and runs it if it compiles. */
async function tryOut(row: CSupportRow, checks: 'on' | 'off') {
  const files = { [row.language === 'c++' ? 'main.cpp' : 'main.c']: row.program, ...row.files };
  const settings = { checks, extraFlags: (row.flags ?? []).map((flag) => `'${flag}'`).join(' ') } as const;
  const project = bootC(toolchain, files, settings);
  const built = await project.build();
  if (built.kind !== 'built') return { built, run: undefined };
  const links = project.takeRan().filter((tool) => tool === 'link');
  if (checks === 'off') {
    // Of the library members that were found to be needed, the linker makes what it makes of all.
    expect(links).toEqual(['link']);
    const whole = await linkWhole(toolchain, project, files, settings);
    expect(whole.stderr).toBe('');
    expect(whole.program && Buffer.compare(built.program, whole.program)).toBe(0);
  }
  const environ = Object.entries(row.env ?? {}).map(([name, value]) => `${name}=${value}`);
  return { built, run: await project.start(built.program, { stdin: row.stdin, args: row.args, environ }) };
}

/** What of an expectation is not so, in words: nothing when all is as it should be. */
function differences(
  expected: CSupportExpectation,
  { built, run }: Awaited<ReturnType<typeof tryOut>>,
): readonly string[] {
  const said = 'said' in built ? built.said : JSON.stringify(built);
  if ('compiles' in expected && !expected.compiles) {
    if (built.kind !== 'failed') return [`it was to be refused, and was ${built.kind}: ${said}`];
    const messages = built.diagnostics.flatMap(({ message, notes, explanation }) => [
      message,
      ...notes.map((note) => note.message),
      explanation?.meaning ?? '',
    ]);
    return messages.some((message) => message.includes(expected.diagnosticContains))
      ? []
      : [`no message says “${expected.diagnosticContains}”, but: ${messages.join('; ')}`];
  }
  if (!run) return [`it did not compile: ${said}`];
  const { outcome, stdout, stderr } = run;
  const wrong: string[] = [];
  const check = (isRight: boolean, what: string): void => {
    if (!isRight) wrong.push(what);
  };
  if (expected.stderrContains !== undefined)
    check(stderr.includes(expected.stderrContains), `stderr has no “${expected.stderrContains}”: ${stderr}`);
  if ('traps' in expected) {
    check(
      outcome.kind === 'trapped' && outcome.reason === expected.traps,
      `it was to trap (${expected.traps}): ${JSON.stringify(outcome)}`,
    );
    const { explanation = '' } = outcome.kind === 'trapped' ? outcome : {};
    if (expected.explains !== undefined)
      check(explanation.includes(expected.explains), `it does not say “${expected.explains}”, but: ${explanation}`);
    return wrong;
  }
  check(
    outcome.kind === 'exited' && outcome.code === expected.exit,
    `it was to exit with ${expected.exit}: ${JSON.stringify(outcome)}; stderr: ${stderr}`,
  );
  if (expected.stdout !== undefined)
    check(stdout === expected.stdout, `stdout is ${JSON.stringify(stdout)}, not ${JSON.stringify(expected.stdout)}`);
  if (expected.stdoutContains !== undefined)
    check(stdout.includes(expected.stdoutContains), `stdout has no “${expected.stdoutContains}”: ${stdout}`);
  if (expected.warns !== undefined) check(said.includes(expected.warns), `no warning “${expected.warns}”: ${said}`);
  return wrong;
}

describe.each(C_SUPPORT)('$title', ({ rows }) => {
  it.each(rows)('$feature: $status ($id)', async (row) => {
    expect(differences(row.expect, await tryOut(row, 'off'))).toEqual([]);
  });

  // What traps is a mistake, which checks say in words of their own. Much of libc++ takes seconds to compile, and a checked
  // program of it is linked and runs as that of one header does.
  it.each(rows.filter(({ expect, id }) => !('traps' in expect) && !UNCHECKED.includes(id)))(
    '$feature: the same with checks ($id)',
    async (row) => {
      expect(differences(row.expect, await tryOut(row, 'on'))).toEqual([]);
    },
  );
});

it('is what docs/c-support.md says', () => {
  const page = readFileSync(new URL('../../docs/c-support.md', import.meta.url), 'utf8');
  expect(renderCSupport(C_SUPPORT)).toBe(page);
});
