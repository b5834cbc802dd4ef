import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NodeToolchain } from '../node-toolchain.ts';
import { CheckedJudge } from './checked-judge.ts';
import { casesOf, sampleOf } from './juliet-cases.ts';
import { programOf } from './juliet-program.ts';

/** A suite of our own in the form of the other one: each case has static functions and types of the same names. */
const suite = mkdtempSync(path.join(tmpdir(), 'preopen-suite-'));
const FOLDER = path.join(suite, 'testcases', 'CWE121_Stack', 's01');
const SUPPORT = new Map([
  [
    'io.c',
    '#include <stdio.h>\n#include <stdlib.h>\n#include <time.h>\nvoid printIntLine(int n) { printf("%d\\n", n); }\n',
  ],
  ['std_testcase.h', '#include <stdlib.h>\nvoid printIntLine(int n);\n'],
]);

function oneFile(name: string, badIndex: number): string {
  return `#include "std_testcase.h"
#define SIZE 5
typedef struct _pair
{
  int a[SIZE];
} pair;
static int at(int *a, int i) { return a[i]; }
static void good1() { pair p = { { 1, 2, 3, 4, 5 } }; printIntLine(at(p.a, SIZE - 1)); }
void ${name}_bad() { pair p = { { 1, 2, 3, 4, 5 } }; printIntLine(at(p.a, ${badIndex})); }
void ${name}_good() { good1(); }
`;
}

beforeAll(() => {
  mkdirSync(FOLDER, { recursive: true });
  for (const [name, index] of [
    ['CWE121_Stack__read_01', 6],
    ['CWE121_Stack__read_02', -1],
    // Needs a network, by its name.
    ['CWE121_Stack__listen_socket_01', 0],
  ] as const)
    writeFileSync(path.join(FOLDER, `${name}.c`), oneFile(name, index));
  const sink = 'static void sink(int *a) { printIntLine(a[SIZE]); }\n';
  const name = 'CWE121_Stack__read_51';
  writeFileSync(
    path.join(FOLDER, `${name}a.c`),
    `#include "std_testcase.h"\n#define SIZE 3\nvoid ${name}b_sink(int *a, int i);\nvoid ${name}_bad() { int a[SIZE] = { 0 }; ${name}b_sink(a, SIZE); }\nvoid ${name}_good() { int a[SIZE] = { 0 }; ${name}b_sink(a, 0); }\n`,
  );
  writeFileSync(
    path.join(FOLDER, `${name}b.c`),
    `#include "std_testcase.h"\n#define SIZE 0\n${sink}void ${name}b_sink(int *a, int i) { sink(a + i); }\n`,
  );
});
afterAll(() => rmSync(suite, { recursive: true }));

describe('the runner of the Juliet suite', { timeout: 120_000 }, () => {
  it('takes the cases that can be run, a case of several files as one', () => {
    expect(casesOf(suite, 121).map(({ name, files }) => [name, files.length])).toEqual([
      ['CWE121_Stack__read_01', 1],
      ['CWE121_Stack__read_02', 1],
      ['CWE121_Stack__read_51', 2],
    ]);
    expect(casesOf(suite, 122)).toEqual([]);
  });

  it('samples the same cases for the same seed, and all where there are no more', () => {
    const all = Array.from({ length: 100 }, (_, i) => i);
    const some = sampleOf(all, 10, 1);
    expect(some).toHaveLength(10);
    expect(sampleOf(all, 10, 1)).toEqual(some);
    expect(sampleOf(all, 10, 2)).not.toEqual(some);
    expect(some).toEqual([...some].sort((a, b) => a - b));
    expect(sampleOf(all, 1000, 1)).toEqual(all);
  });

  it('makes one program of many cases, and judges each half of each by itself', async () => {
    const judge = new CheckedJudge(NodeToolchain.load().boot(), '-O0');
    const cases = casesOf(suite, 121);
    const program = await judge.build(programOf(cases, SUPPORT));
    const found = [];
    for (const [number, one] of cases.entries())
      found.push([await program?.run('bad', number, one), await program?.run('good', number, one)]);
    const right = [
      { kind: 'found', what: 'local-outside', isRight: true },
      { kind: 'nothing', ended: 'exited' },
    ];
    expect(found).toEqual([right, right, right]);
  });

  it('does not take another kind of mistake for that of the weakness', async () => {
    const judge = new CheckedJudge(NodeToolchain.load().boot(), '-O0');
    const cases = casesOf(suite, 121);
    const program = await judge.build(programOf(cases, SUPPORT));
    expect(await program?.run('bad', 0, { name: 'CWE476', weakness: 476, files: [] })).toEqual({
      kind: 'found',
      what: 'local-outside',
      isRight: false,
    });
  });
});
