// The three fences around what app/ may see of runtime/: each refuses what the others refuse.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { ESLint } from 'eslint';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { ROOT } from './run.mjs';

const { forbidden } = createRequire(import.meta.url)('../../.dependency-cruiser.cjs');
/** @type {readonly string[]} */
const SURFACE = JSON.parse(readFileSync(path.join(ROOT, 'runtime/tsconfig.surface.json'), 'utf8')).include;
const rule = (name) => forbidden.find((each) => each.name === name);
const layers = forbidden.flatMap(({ name }) => /^runtime\/(.+)-looks-upward$/.exec(name)?.[1] ?? []);
/** Folders of runtime/ that are no layer: entry points, fixtures, and decisions. */
const NO_LAYERS = ['cli', 'decisions', 'testing', 'worker'];

const INSIDE = '../runtime/vfs/inode.ts';
const SEEN = '../runtime/policy/policy.ts';

/** What the compiler says about a module of app/ that imports `specifier`, as codes: of modules outside the project. */
function refusals(specifier) {
  const file = path.join(ROOT, 'app', 'a-module-of-the-test.ts');
  const { config } = ts.readConfigFile(path.join(ROOT, 'app/tsconfig.json'), (name) => ts.sys.readFile(name));
  const { options, projectReferences } = ts.parseJsonConfigFileContent(config, ts.sys, path.join(ROOT, 'app'));
  const host = ts.createCompilerHost(options);
  const { readFile, fileExists, getSourceFile } = host;
  const text = `import type * as imported from '${specifier}';\nexport type T = typeof imported;\n`;
  host.fileExists = (name) => path.resolve(name) === file || fileExists(name);
  host.readFile = (name) => (path.resolve(name) === file ? text : readFile(name));
  host.getSourceFile = (name, ...more) =>
    path.resolve(name) === file
      ? ts.createSourceFile(name, text, ts.ScriptTarget.Latest)
      : getSourceFile(name, ...more);
  const program = ts.createProgram({ rootNames: [file], options, projectReferences, host });
  return ts.getPreEmitDiagnostics(program).map(({ code }) => code);
}

describe('the surface of the runtime', () => {
  it('is all that tsc lets a module of the page import', () => {
    expect(refusals(INSIDE)).toContain(6059);
    expect(refusals(SEEN)).not.toContain(6059);
  });

  it('is all that ESLint lets a module of the page import', async () => {
    const eslint = new ESLint({ cwd: ROOT });
    const { rules } = await eslint.calculateConfigForFile(path.join(ROOT, 'app/main.tsx'));
    const [, { patterns }] = rules['@typescript-eslint/no-restricted-imports'];
    const isRefused = (specifier) => patterns.some(({ regex }) => new RegExp(regex, 'u').test(specifier));
    expect(isRefused(INSIDE)).toBe(true);
    expect(isRefused(`../${INSIDE}`)).toBe(true);
    expect(isRefused(SEEN)).toBe(false);
  });

  it('is all that dependency-cruiser lets a module of the page import', () => {
    const { to } = rule('app-sees-the-runtime-surface');
    const isRefused = (file) => new RegExp(to.path).test(file) && !new RegExp(to.pathNot).test(file);
    for (const layer of layers)
      expect([layer, isRefused(`runtime/${layer}/x.ts`)]).toEqual([layer, !SURFACE.includes(layer)]);
  });
});

describe('the layers', () => {
  it('are the folders of runtime/, each of them', () => {
    const folders = readdirSync(path.join(ROOT, 'runtime'), { withFileTypes: true }).filter((each) =>
      each.isDirectory(),
    );
    expect([...layers, ...NO_LAYERS].sort()).toEqual(folders.map(({ name }) => name).sort());
    for (const layer of SURFACE) expect(existsSync(path.join(ROOT, 'runtime', layer))).toBe(true);
  });
});
