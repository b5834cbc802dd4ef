import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { C_SUPPORT } from '../../runtime/sysroot/c-support.ts';
import { DEFAULT_SETTINGS, type Optimization, type ProjectSettings } from '../../runtime/project/settings.ts';
import { BROKEN_FILES, MISTAKES, UNLINKABLE } from './mistakes.ts';

/** Something that is compiled, at each of its settings. */
export interface Sample {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  readonly settings: readonly ProjectSettings[];
}

const LEVELS: readonly Optimization[] = ['-O0', '-O1', '-O2', '-O3', '-Os'];
const CHECKS = ['on', 'off'] as const;
const STANDARDS = ['c89', 'c99', 'c11', 'c23', 'gnu23'] as const;
const PACK = path.dirname(path.dirname(new URL(import.meta.url).pathname));
const ROOT = path.join(PACK, '..');
const EXAMPLES = path.join(ROOT, 'app', 'features', 'examples', 'programs');

/**
 * What a first visitor runs, the smallest program, and what a first edit is likely to need. Each function more is one that
 * every visit waits for.
 */
export function firstCorpus(): readonly Sample[] {
  const settings = CHECKS.map((checks) => ({ ...DEFAULT_SETTINGS, checks }));
  const example = projects(EXAMPLES).filter(({ name }) => name === 'hello');
  const hello = folder(path.join(ROOT, 'bench', 'programs'), settings).filter(({ name }) => name === 'hello.c');
  const edits = folder(path.join(PACK, 'profile', 'first'), settings);
  return [...example, ...hello, ...edits].map((sample) => ({ ...sample, settings }));
}

/** What everyday C is taken to be: the programs of this project, all that the language offers, and all the mistakes. */
export function ownCorpus(): readonly Sample[] {
  return [
    ...folder(path.join(PACK, 'profile', 'corpus'), everyLevel()),
    ...projects(EXAMPLES),
    ...folder(path.join(ROOT, 'bench', 'programs'), everyLevel()),
    ...folder(path.join(ROOT, 'runtime', 'sysroot', 'src'), everyLevel({ extraFlags: '-D_GNU_SOURCE' })),
    ...supportRows(),
    ...standards(),
    ...mistakes(),
  ];
}

/** The C programs of others, each file by itself. */
export function foreignCorpus(where: string): readonly Sample[] {
  return folder(where, [at('-O0'), at('-O1', { warnings: 'all' }), at('-O2', { warnings: 'default' })]);
}

function at(optimization: Optimization, more: Partial<ProjectSettings> = {}): ProjectSettings {
  return { ...DEFAULT_SETTINGS, warnings: 'extra', optimization, ...more };
}

function everyLevel(more: Partial<ProjectSettings> = {}): readonly ProjectSettings[] {
  return LEVELS.flatMap((level) => CHECKS.map((checks) => at(level, { checks, ...more })));
}

/** Every C file below `where` as a program of its own, with the headers beside it. */
function folder(where: string, settings: readonly ProjectSettings[]): readonly Sample[] {
  const below = readdirSync(where, { recursive: true, withFileTypes: true }).filter(
    (entry) => entry.isFile() && entry.name.endsWith('.c'),
  );
  return below
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort()
    .map((file) => {
      const beside = readdirSync(path.dirname(file)).filter((name) => name.endsWith('.h'));
      const headers = beside.map((name) => [name, text(path.join(path.dirname(file), name))] as const);
      return {
        name: path.relative(where, file),
        files: { ...Object.fromEntries(headers), 'main.c': text(file) },
        settings,
      };
    });
}

function projects(where: string): readonly Sample[] {
  return readdirSync(where)
    .filter((name) => statSync(path.join(where, name)).isDirectory())
    .map((name) => {
      const files = readdirSync(path.join(where, name)).map(
        (file) => [file, text(path.join(where, name, file))] as const,
      );
      return { name, files: Object.fromEntries(files), settings: everyLevel() };
    });
}

function supportRows(): readonly Sample[] {
  return C_SUPPORT.flatMap(({ rows }) => rows)
    .filter((row) => row.language !== 'c++')
    .map((row) => ({
      name: row.id,
      files: { ...row.files, 'main.c': row.program },
      settings: everyLevel({ extraFlags: row.flags?.join(' ') ?? '' }),
    }));
}

function standards(): readonly Sample[] {
  const program = text(path.join(PACK, 'profile', 'corpus', 'interpreter.c'));
  const settings = STANDARDS.map((standard) => at('-O0', { standard }));
  return [
    { name: 'standards', files: { 'main.c': program }, settings },
    {
      name: 'sanitized',
      files: { 'main.c': program },
      settings: [
        at('-O0', { extraFlags: '-fsanitize=undefined -fsanitize-trap=undefined' }),
        at('-O2', { extraFlags: '-ffast-math -msimd128' }),
      ],
    },
    {
      name: 'bare',
      files: { 'main.c': program },
      settings: [
        at('-O0', {
          warnings: 'none',
          withoutDefaults: ['emulation', 'longDouble', 'setjmp', 'stack', 'compat', 'checks'],
        }),
      ],
    },
  ];
}

function mistakes(): readonly Sample[] {
  const includes =
    '#include <assert.h>\n#include <ctype.h>\n#include <math.h>\n#include <stdio.h>\n#include <stdlib.h>\n#include <string.h>\n';
  const settings = [at('-O0', { warnings: 'default' }), at('-O1', { extraFlags: '-Weverything' })];
  const bodies = MISTAKES.map((body) => `${includes}int main(int argc, char **argv)\n{\n${body}\n}\n`);
  return [
    ...[...bodies, ...BROKEN_FILES].map((program, i) => ({
      name: `mistake ${i}`,
      files: { 'main.c': program },
      settings,
    })),
    ...UNLINKABLE.map((files, i) => ({ name: `unlinkable ${i}`, files, settings: [at('-O0')] })),
  ];
}

function text(file: string): string {
  return readFileSync(file, 'utf8');
}
