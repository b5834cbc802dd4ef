import { describe, expect, it } from 'vitest';
import { fillPlan, parsePlan } from './job-plan.ts';

describe('parsePlan', () => {
  it('reads the commands out of what the driver prints, and nothing else', () => {
    const output = `clang version 22.1.0
Target: wasm32-unknown-wasip1
Thread model: posix
InstalledDir: /usr/bin
clang: warning: argument unused during compilation: '-lm'
 (in-process)
 "" "-cc1" "-triple" "wasm32-unknown-wasip1" "-o" "/.build/a.o"
 "/usr/bin/wasm-ld" "-m" "wasm32" "a.o"
`;
    expect(parsePlan(output)).toEqual([
      { argv: ['-cc1', '-triple', 'wasm32-unknown-wasip1', '-o', '/.build/a.o'] },
      { argv: ['/usr/bin/wasm-ld', '-m', 'wasm32', 'a.o'] },
    ]);
  });

  it.each([
    [' "clang" "two words"', ['clang', 'two words']],
    [' "clang" "-DX=\\"y\\""', ['clang', '-DX="y"']],
    [' "clang" "back\\\\slash"', ['clang', 'back\\slash']],
    [' "clang" "\\$ORIGIN"', ['clang', '$ORIGIN']],
    [' "clang" ""', ['clang', '']],
    [' "clang" "größe.c"', ['clang', 'größe.c']],
  ])('undoes the quoting of %s', (line, argv) => {
    expect(parsePlan(line)).toEqual([{ argv }]);
  });

  it('finds no plan in an error', () => {
    expect(parsePlan("clang: error: no such file or directory: 'x.c'\n")).toEqual([]);
  });
});

describe('fillPlan', () => {
  it('replaces whole words only, by none, one or many', () => {
    const job = { argv: ['wasm-ld', 'OBJ', '-o', 'OUT', '--dep=OBJ', 'GONE'] };
    const filled = fillPlan(
      job,
      new Map([
        ['OBJ', ['a.o', 'b.o']],
        ['OUT', ['main.wasm']],
        ['GONE', []],
      ]),
    );
    expect(filled).toEqual(['wasm-ld', 'a.o', 'b.o', '-o', 'main.wasm', '--dep=OBJ']);
  });
});
