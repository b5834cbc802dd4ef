import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { NodeToolchain } from '../../cli/node-toolchain.ts';
import { mistakeLines } from '../../project/mistake.ts';
import type { ProjectSettings } from '../../project/settings.ts';
import { bootC } from '../../testing/c-fixture.ts';

const FOLDER = path.join(import.meta.dirname, 'testing/correct');
const toolchain = NodeToolchain.load();
const read = (name: string): string => readFileSync(path.join(FOLDER, name), 'utf8');
const PROGRAMS = readdirSync(FOLDER).filter((name) => /\.(c|cpp)$/.test(name));
const DONE = /(std::)?puts\("done"\);/;

async function look(name: string, source: string, more: Partial<ProjectSettings> = {}) {
  const project = bootC(toolchain, { [name]: source }, { checks: 'on', warnings: 'none', ...more });
  const stdin = name.startsWith('input.') ? read('input.txt') : '';
  const { outcome, stdout, stderr } = await project.run({ stdin });
  return { outcome, stdout, stderr, mistake: await project.lookThrough() };
}

/** Each uses much that is set in part, by others, or not at all and then not used; and puts("done") at its end. */
describe.each(PROGRAMS)('a correct program, %s', (name) => {
  const source = read(name);

  // The other test shows of C++ that nothing is accused before its end, and building it takes long.
  it.skipIf(name.endsWith('.cpp'))('is not accused, and runs to its end', async () => {
    const { outcome, stdout, stderr, mistake } = await look(name, source);
    expect(stderr).toBe('');
    expect(outcome).toEqual({ kind: 'exited', code: 0 });
    expect(stdout).toMatch(/done\n$/);
    expect(mistake && mistakeLines(mistake).join('\n')).toBeUndefined();
  });

  it('is looked through to its end', async () => {
    const withLast = source.replace(DONE, 'int last; if (last == 77) $&');
    const { outcome, stderr, mistake } = await look(name, withLast, { optimization: '-O0' });
    expect({ outcome, stderr }).toEqual({ outcome: { kind: 'exited', code: 0 }, stderr: '' });
    expect(mistake?.what).toMatch(/the local variable last$/);
    expect(mistake?.details).toEqual([]);
  }, 600_000);
});
