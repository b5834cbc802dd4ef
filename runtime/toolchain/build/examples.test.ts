import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { bootC, type RunOptions } from '../../testing/c-fixture.ts';
import { NodeToolchain } from '../../cli/node-toolchain.ts';
import type { Watcher } from '../tools/machine.ts';
import type { DirectoryInode } from '../../vfs/inode.ts';
import { linkWhole } from '../link/testing/whole-link.ts';

const PROGRAMS = fileURLToPath(new URL('../../../app/features/examples/programs', import.meta.url));
const toolchain = NodeToolchain.load();

/** What an example is tried with, and all that it must print: `programs/<id>/trial.json`. */
interface Trial extends Pick<RunOptions, 'args' | 'environ' | 'stdin'> {
  /** The lines, to the letter. */
  readonly prints?: readonly string[];
  /** Or, where time or chance has a part in it, regular expressions of which each goes on where the one before ends. */
  readonly matches?: readonly string[];
  /** It does not end by itself, so it is only compiled. */
  readonly runsUntilStopped?: boolean;
}

const TRIALS = readdirSync(PROGRAMS).map((id) => [id, trialOf(id)] as const);

function trialOf(id: string): Trial {
  return JSON.parse(readFileSync(path.join(PROGRAMS, id, 'trial.json'), 'utf8')) as Trial;
}

/** The files of an example, by path inside the project. */
function filesOf(id: string): Readonly<Record<string, string>> {
  const folder = path.join(PROGRAMS, id);
  const names = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(
    (entry) => entry.isFile() && entry.name !== 'trial.json',
  );
  return Object.fromEntries(
    names.map((entry) => {
      const file = path.join(entry.parentPath, entry.name);
      return [path.relative(folder, file).split(path.sep).join('/'), readFileSync(file, 'utf8')];
    }),
  );
}

/** What a run leaves behind: its system calls in order, and the files of the project. */
/** Their calls differ from run to run: they depend on chance, or on which of two programs is first. */
const VARYING = new Set(['guess', 'spawn']);

interface Traces {
  readonly calls: readonly unknown[];
  readonly files: readonly unknown[];
}

describe.each(TRIALS)('%s', (id, { prints, matches, runsUntilStopped = false, ...options }) => {
  const traces = new Map<'on' | 'off', Traces>();

  it.each(['off', 'on'] as const)(
    'compiles without a warning, ends well, and prints what it should; checks %s',
    async (checks) => {
      const files = filesOf(id);
      const project = bootC(toolchain, files, { checks });
      const { start, lookThrough } = project;
      const built = await project.build();
      expect(built).toMatchObject({ kind: 'built', diagnostics: [] });
      if (built.kind !== 'built') return;
      if (checks === 'off') {
        // Of the library members that were found to be needed, the linker makes what it makes of all; each program is linked once, and so is a library that is a component.
        const programs = Object.values(files).filter((text) => /^(int main|PREOPEN_LIBRARY)\(/m.test(text));
        expect(project.takeRan().filter((tool) => tool === 'link')).toEqual(programs.map(() => 'link'));
        if (programs.length === 1) {
          const whole = await linkWhole(toolchain, project, files, { checks });
          expect(whole.stderr).toBe('');
          expect(whole.program && Buffer.compare(built.program, whole.program)).toBe(0);
        }
      }
      if (runsUntilStopped) return;
      const calls: unknown[] = [];
      const watcher = watching((event) => {
        // Where time or chance has a part in it, texts differ.
        if (event.kind === 'call') calls.push(matches ? event.call : [event.call, event.args]);
      });
      const { outcome, stdout, stderr } = await start(built.program, { ...options, watcher });
      traces.set(checks, { calls, files: everyFile(project.project) });
      expect({ outcome, stderr }).toEqual({ outcome: { kind: 'exited', code: 0 }, stderr: '' });
      if (matches) expect(stdout).toMatch(new RegExp(`^${matches.join('')}$`));
      else expect(stdout.split('\n')).toEqual([...(prints ?? []), '']);
      if (checks === 'on' && !built.library) expect(await lookThrough()).toBeUndefined();
    },
  );

  it.skipIf(runsUntilStopped || VARYING.has(id))(
    'makes the same system calls with checks, and leaves the same files',
    () => {
      const { on, off } = Object.fromEntries(traces);
      expect(on?.calls).toEqual(off?.calls);
      expect(on?.calls).not.toEqual([]);
      expect(on?.files).toEqual(off?.files);
    },
  );
});

function everyFile(folder: DirectoryInode, at = ''): readonly (readonly [path: string, text: string])[] {
  return [...folder.entries].flatMap(([name, { inode }]) => {
    if (inode.kind === 'directory') return everyFile(inode, `${at}${name}/`);
    return inode.kind === 'regular_file' ? [[`${at}${name}`, new TextDecoder().decode(inode.contents)] as const] : [];
  });
}

function watching(record: Watcher['record']): Watcher {
  return { isWatching: true, record, refused: () => undefined, stack: () => undefined };
}
