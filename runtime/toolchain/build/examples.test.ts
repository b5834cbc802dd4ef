import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { bootC, type RunOptions } from '../../testing/c-fixture.ts';
import { NodeToolchain } from '../../cli/node-toolchain.ts';

const PROGRAMS = fileURLToPath(new URL('../../../app/features/examples/programs', import.meta.url));
const toolchain = NodeToolchain.load();

/** What each example is given, and what it must say; by its folder. One that is new has to come in here. */
const EXAMPLES: Readonly<Record<string, RunOptions & { readonly says: RegExp }>> = {
  arguments: { args: ['7', 'plus', '35'], environ: ['GREETING=Good morning'], says: /Good morning/ },
  brain: { says: /\w/ },
  clock: { says: /\d{4}/ },
  colours: { says: /\x1b\[/u },
  dialogue: { stdin: '1 2 three 4\n', says: /\d/ },
  files: { says: /\w/ },
  guess: { stdin: Array.from({ length: 100 }, (_, i) => `${i + 1}\n`).join(''), says: /\d/ },
  hello: { stdin: 'Zoë\n', says: /Zoë/ },
  life: { says: /\x1b\[/u },
  matrix: { says: /\d/ },
  output: { says: /99991 is prime number 9592/ },
  project: { says: /\d/ },
  refusal: { says: /Capabilities insufficient/ },
  setjmp: { says: /\w/ },
  sorting: { says: /\w/ },
  utf8: { stdin: 'größe 👩‍💻\n', says: /\w/ },
  varargs: { says: /\w/ },
  walk: { says: /main\.c/ },
  wordcount: { stdin: 'the cat and the hat\nthe end\n', says: /3\s+the|the\s+3/ },
};

/** Examples that run until they are stopped: they are only compiled. */
const ENDLESS = ['server'];

/** The files of an example, by path inside the project. */
function filesOf(id: string): Readonly<Record<string, string>> {
  const folder = path.join(PROGRAMS, id);
  const names = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    names.map((entry) => {
      const file = path.join(entry.parentPath, entry.name);
      return [path.relative(folder, file).split(path.sep).join('/'), readFileSync(file, 'utf8')];
    }),
  );
}

it('every example is tried here', () => {
  expect([...Object.keys(EXAMPLES), ...ENDLESS].sort()).toEqual(readdirSync(PROGRAMS).sort());
});

describe.each(Object.entries(EXAMPLES))('%s', (id, { says, ...options }) => {
  it('compiles without a warning, ends well, and says what it is for', async () => {
    const { build, start } = bootC(toolchain, filesOf(id));
    const built = await build();
    expect(built).toMatchObject({ kind: 'built', diagnostics: [] });
    if (built.kind !== 'built') return;
    const { outcome, stdout, stderr } = await start(built.program, options);
    expect({ outcome, stderr }).toEqual({ outcome: { kind: 'exited', code: 0 }, stderr: '' });
    expect(stdout).toMatch(says);
  });
});

it.each(ENDLESS)('%s compiles without a warning', async (id) => {
  expect(await bootC(toolchain, filesOf(id)).build()).toMatchObject({ kind: 'built', diagnostics: [] });
});
