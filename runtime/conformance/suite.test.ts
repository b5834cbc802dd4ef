import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ERRNO_NAMES } from '../abi/errno.ts';
import { PREVIEW1_NAMES, SYSCALLS, type Syscall } from '../abi/syscalls.ts';
import { SuiteCompiler } from '../cli/conformance/compile-suite.ts';
import { NodeRunner } from '../cli/conformance/node-runner.ts';
import type { CaseResult } from '../protocol/conformance-case.ts';
import { SUITE, UNPROVOKED, type SuiteCase } from './suite/cases.ts';

/** Longer than any of them takes; a hang is what it would be. */
const TIMEOUT_MS = 20_000;

const runner = new NodeRunner();
let compiler: SuiteCompiler;
/** `syscall errno` of every check that was made, whatever it found. */
const covered = new Set<string>();

beforeAll(() => {
  compiler = new SuiteCompiler();
});
afterAll(() => runner.close());

async function run({ source, argv, env, preopens, stdin, setup }: SuiteCase): Promise<CaseResult> {
  const wasm = await compiler.compile(source);
  return runner.run(
    { wasm, argv, env, preopens, stdin: new TextEncoder().encode(stdin), personality: 'strict', setup },
    TIMEOUT_MS,
  );
}

describe('the suite, over the direct wire', () => {
  it.each(SUITE)('$name', async (one) => {
    const { end, stdout, stderr } = await run(one);
    const { ends } = one;
    if (ends.kind === 'exited') expect(stderr).toBe('');
    if (ends.kind === 'trapped')
      expect(end).toEqual({ kind: 'trapped', message: expect.stringMatching(`^${ends.reason}: `) as string });
    else if (ends.kind === 'exited') expect(end).toEqual({ kind: 'exited', code: ends.code });
    else expect(end).toMatchObject(ends);
    if (ends.kind === 'exited' && ends.stdout !== undefined) expect(stdout).toBe(ends.stdout);
    for (const [, syscall, errno] of stdout.matchAll(/^covers (\w+) (\w+)$/gm))
      covered.add(`${syscall} ${errno?.toLowerCase()}`);
  });

  const pairs = PREVIEW1_NAMES.flatMap((syscall) =>
    ['success', ...(SYSCALLS[syscall] as Syscall).errors].map((errno) => `${syscall} ${errno}`),
  );
  const unprovoked = UNPROVOKED.map(({ syscall, errno }) => `${syscall} ${errno}`);

  it('covers every answer that a row of the table lists, or says why none can provoke it', () => {
    expect(pairs.filter((pair) => !covered.has(pair) && !unprovoked.includes(pair))).toEqual([]);
  });

  it('does not cover an answer that is said to be out of reach', () => {
    expect(unprovoked.filter((pair) => covered.has(pair) || !pairs.includes(pair))).toEqual([]);
  });

  it('checks for no errno that the row of the call does not list', () => {
    const known = new Set(pairs);
    expect([...covered].filter((pair) => !known.has(pair))).toEqual([]);
    expect(ERRNO_NAMES).toContain('success');
  });

  it('has a case for every program in its folder', () => {
    // interp.c runs scripts, in differential.test.ts.
    const sources = readdirSync(new URL('./suite', import.meta.url)).filter(
      (name) => name.endsWith('.c') && name !== 'interp.c',
    );
    expect(sources.sort()).toEqual([...new Set(SUITE.map(({ source }) => source))].sort());
  });
});
