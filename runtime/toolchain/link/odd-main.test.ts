import { describe, expect, it } from 'vitest';
import { bootC } from '../../testing/c-fixture.ts';
import { NodeToolchain } from '../../cli/node-toolchain.ts';

const toolchain = NodeToolchain.load();

describe('a main of any type runs', () => {
  it.each<[string, string, number]>([
    ['void main(void)', ';', 0],
    ['void main()', ';', 0],
    ['void main(int argc, char **argv)', "if (argv[argc - 1][0] != 'b') __builtin_trap();", 0],
    ['void main(int argc, char **argv, char **envp)', 'if (argc != 2) __builtin_trap();', 0],
    ['void main(int argc)', 'if (argc != 2) __builtin_trap();', 0],
    ['int main(int argc)', 'return argc + 5;', 7],
    ['long long main(void)', 'return 7;', 7],
    ['double main(void)', 'return 7.5;', 7],
    ['float main(int argc, char **argv)', 'return argc + argv[1][0];', 100],
  ])('%s', async (head, body, code) => {
    const project = bootC(toolchain, { 'main.c': `${head} { ${body} }\n` });
    const built = await project.build();
    if (built.kind !== 'built') throw new Error(JSON.stringify(built));
    expect(built.diagnostics).not.toEqual([]);
    for (const { severity, explanation } of built.diagnostics) {
      expect(severity).toBe('warning');
      expect(explanation?.meaning).toContain('Standard C ');
    }
    expect(project.takeRan().filter((tool) => tool !== 'driver')).toEqual(['cc1 main.c', 'link']);
    const { outcome } = await project.start(built.program, { args: ['b'] });
    expect(outcome).toEqual({ kind: 'exited', code });
  });

  it('and is explained where the linker makes the code', async () => {
    const built = await bootC(toolchain, { 'main.c': 'void main(void) {}\n' }, { extraFlags: '-flto' }).build();
    if (built.kind !== 'failed') throw new Error(built.kind);
    expect(built.said).toContain('With -flto, main must be');
  });
});
