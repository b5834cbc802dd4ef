import { expect, it } from 'vitest';
import type { ModuleInfo, ModuleProblem } from '../../../runtime/abi/module-info.ts';
import { isReadable, kindText, memoryText, moduleSizeText, sectionTexts, shownImports } from './module-text.ts';

const memory = { minPages: 17, maxPages: 256, is64Bit: false, isShared: false, isImported: false };
const info = (problem: ModuleProblem | undefined, wasi: ModuleInfo['wasi'] = 'none'): ModuleInfo => ({
  size: 12_345,
  wasi,
  imports: [],
  exports: [],
  memory: undefined,
  functions: 0,
  customSections: [],
  problem,
});

it.each([
  [undefined, 'None'],
  [memory, '1.1 MB (17 pages) to begin with, 16 MB (256 pages) at most'],
  [{ ...memory, minPages: 1, maxPages: undefined }, '0.1 MB (1 page) to begin with, no maximum of its own'],
  [
    { ...memory, maxPages: 65536, isShared: true, isImported: true },
    '1.1 MB (17 pages) to begin with, 4,096 MB (65,536 pages) at most, shared between threads, imported',
  ],
])('%j: %s', (limits, text) => {
  expect(memoryText(limits)).toBe(text);
});

it.each([
  [info(undefined, 'wasi_snapshot_preview1'), 'A WASI command', true],
  [info(undefined, 'wasi_unstable'), 'A WASI command', true],
  [info(undefined), 'A WebAssembly module', true],
  [info({ kind: 'no-start' }), 'A WebAssembly module', true],
  [info({ kind: 'no-memory' }, 'both'), 'A WASI module', true],
  [info({ kind: 'unknown-imports', imports: ['env.f'] }), 'A WebAssembly module', true],
  [info({ kind: 'reactor' }, 'wasi_snapshot_preview1'), 'A WASI library', true],
  [info({ kind: 'memory64' }), 'A WebAssembly module with 64-bit memory', false],
  [info({ kind: 'component' }), 'A WebAssembly component', false],
  [info({ kind: 'bad-component', why: 'x' }, 'wasi 0.2'), 'A WebAssembly component', false],
  [info(undefined, 'wasi 0.2'), 'A WASI 0.2 component', true],
  [info({ kind: 'corrupt', detail: 'x' }), 'A damaged WebAssembly module', false],
  [info({ kind: 'not-wasm' }), 'Not WebAssembly', false],
])('%j is called “%s”', (shown, text, readable) => {
  expect(kindText(shown)).toBe(text);
  expect(isReadable(shown)).toBe(readable);
});

it('shows the functions of a WASI by what they are about', () => {
  const shown = shownImports([
    { module: 'wasi_snapshot_preview1', names: ['fd_write', 'path_open', 'proc_exit'] },
    { module: 'env', names: ['fd_write'] },
  ]);
  expect(shown.map(({ module, families }) => [module, families.map(({ title }) => title)])).toEqual([
    ['wasi_snapshot_preview1', ['Descriptors', 'Paths', 'The process']],
    ['env', ['']],
  ]);
});

it('says a section’s name once', () => {
  expect(sectionTexts(['name', '.debug_info', 'name'])).toEqual(['name × 2', '.debug_info']);
});

it('gives the exact size beside the rounded one', () => {
  expect(moduleSizeText(info(undefined))).toBe('12 KB (12,345 bytes)');
  expect(moduleSizeText({ ...info(undefined), size: 8 })).toBe('8 B');
});
