import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Optimization, ProjectSettings } from '../../runtime/project/settings.ts';
import { withHarness, type HarnessPage } from '../drive/harness-page.ts';
import { NativeToolchain } from '../drive/native.ts';
import { npmPackage } from '../drive/npm-package.ts';
import { missing, type Figure, type Group, type Reference } from '../figure.ts';
import { median, range, repeat } from '../statistics.ts';
import { UNCHECKED } from '../unchecked.ts';

/** Which carries the amalgamation as it is. */
const PACKAGE = { name: 'better-sqlite3', version: '12.2.0' } as const;
const FLAGS = '-DSQLITE_OS_OTHER=1 -DSQLITE_THREADSAFE=0 -DSQLITE_OMIT_LOAD_EXTENSION -DSQLITE_OMIT_WAL';
/** So that there is something to link; nothing of SQLite is called. */
const MAIN =
  'int sqlite3_os_init(void) { return 1; }\nint sqlite3_os_end(void) { return 0; }\nint main(void) { return 0; }\n';
/** How much longer than a native compiler ours may take. */
const GOAL_RATIO = 1.5;
const PATIENCE_MS = 900_000;

/** One file of more than nine megabytes, compiled to one object. */
export const sqlite: Group = {
  name: 'sqlite',
  async *measure({ browsers, isQuick }) {
    const levels: readonly Optimization[] = isQuick ? ['-O0'] : ['-O0', '-O2'];
    const nameOf = (level: Optimization): string => `SQLite, one object, ${level}`;
    let source: string;
    try {
      const folder = await npmPackage(PACKAGE.name, PACKAGE.version);
      source = readFileSync(path.join(folder, 'deps', 'sqlite3', 'sqlite3.c'), 'utf8');
    } catch (error) {
      for (const where of browsers) yield missing({ name: nameOf('-O0'), where, unit: 's' }, error);
      return;
    }
    const count = isQuick ? 1 : 3;
    using native = await NativeToolchain.find();
    const references = new Map(levels.map((level) => [level, native && nativeSeconds(native, source, level, count)]));
    for (const browser of browsers) {
      try {
        yield* await withHarness(
          browser,
          'shared',
          async (harness) => {
            const figures: Figure[] = [];
            for (const level of levels) {
              const seconds = await repeat(count, (i) => compiled(harness, `${source}\n// ${i}\n`, level));
              const reference = references.get(level);
              figures.push({
                name: nameOf(level),
                where: browser,
                value: median(seconds),
                unit: 's',
                reference,
                goal: reference && GOAL_RATIO * reference.value,
                note: range(seconds, 1),
              });
            }
            return figures;
          },
          PATIENCE_MS,
        );
      } catch (error) {
        yield missing({ name: nameOf('-O0'), where: browser, unit: 's' }, error);
      }
    }
  },
};

/** Seconds until the object is there. The program is linked and run as well, which does not count. */
async function compiled(harness: HarnessPage, source: string, level: Optimization): Promise<number> {
  await harness.write('main.c', MAIN);
  await harness.write('sqlite3.c', source);
  const { outcome, compileMs, tail } = await harness.runProject({ settings: settingsFor(level) });
  if (outcome.kind !== 'exited') throw new Error(`SQLite did not compile: ${JSON.stringify(outcome)} ${tail}`);
  return compileMs / 1000;
}

function nativeSeconds(native: NativeToolchain, source: string, level: Optimization, count: number): Reference {
  const settings = { ...UNCHECKED, ...settingsFor(level) };
  native.write('sqlite3.c', source);
  const seconds = Array.from({ length: count }, () => native.compile('sqlite3.c', settings) / 1000);
  return { value: median(seconds), what: native.compilerName };
}

function settingsFor(level: Optimization): Partial<ProjectSettings> {
  return { optimization: level, warnings: 'none', extraFlags: FLAGS };
}
