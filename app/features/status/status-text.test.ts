import { expect, it } from 'vitest';
import type { ShownStop } from '../../../runtime/stops/stop.ts';
import type { DebugState } from '../../state/debug-slice.ts';
import { originText, runText, savedText, storageText, toolchainText, wireText } from './status-text.ts';

it.each([
  [{ phase: 'loading', loadedBytes: 0, totalBytes: 0 }, 'Compiler: requesting it'],
  [{ phase: 'loading', loadedBytes: 1_250_000, totalBytes: 5_600_000 }, 'Compiler: 1.3 of 5.6 MB'],
  [{ phase: 'kept', version: 'clang version 22.1.0-git (x)' }, 'clang 22.1.0 in this browser'],
  [{ phase: 'preparing' }, 'Compiler: preparing'],
  [{ phase: 'ready', version: 'clang version 22.1.0-git (x)', bytes: 1, fromCache: true }, 'clang 22.1.0 ready'],
  [{ phase: 'failed', message: 'The download broke off.' }, 'The download broke off.'],
] as const)('%j', (toolchain, text) => {
  expect(toolchainText(toolchain)).toBe(text);
});

it('tells a download from the cache', () => {
  const ready = { phase: 'ready', version: '22', bytes: 5_600_000 } as const;
  expect(originText({ ...ready, fromCache: true })).toBe('5.6 MB from this browser');
  expect(originText({ ...ready, fromCache: false })).toBe('5.6 MB downloaded');
});

it('says in a word that all is saved, and in a sentence why it is not', () => {
  expect(savedText({ phase: 'saved', projectId: 'p', generation: 1 })).toBe('saved');
  expect(savedText({ phase: 'memory-only', why: 'the disk is full' })).toBe('not saved: the disk is full');
});

it('says which wire and which storage', () => {
  expect(wireText('shared', true)).toBe('isolated (shared memory)');
  expect(wireText('suspending', false)).toBe('not isolated (suspending calls)');
  expect(wireText('xhr', true)).toBe('no shared memory (through the service worker)');
  expect(wireText('none', false)).toBe('no way for programs to wait');
  expect(storageText({ phase: 'memory-only', why: 'this frame may not store' })).toBe(
    'not saved: this frame may not store',
  );
});

it.each([
  [{ phase: 'idle' }, undefined],
  [{ phase: 'waiting-for-toolchain' }, 'waiting for the compiler'],
  [{ phase: 'compiling', file: 'a.c', done: 0, total: 1 }, 'compiling a.c'],
  [{ phase: 'compiling', file: 'b.c', done: 1, total: 3 }, 'compiling b.c (2 of 3)'],
  [{ phase: 'ended', outcome: { kind: 'exited', code: 0 }, buildMs: 1, runMs: 41 }, 'exit 0 in 41 ms'],
  [{ phase: 'ended', outcome: { kind: 'not-compiled', errors: 1 }, buildMs: 1, runMs: 0 }, '1 error; nothing was run'],
] as const)('%j', (run, text) => {
  expect(runText(run, { phase: 'off' })).toBe(text);
});

const stop = { frames: [{ function: 'main', file: 'src/a.c', line: 12, variables: [] }] } as unknown as ShownStop;

it.each<[DebugState, string]>([
  [{ phase: 'stopped', stop, before: undefined, outcome: undefined }, 'stopped at src/a.c:12'],
  [
    { phase: 'stopped', stop, before: undefined, outcome: { kind: 'exited', code: 0 } },
    'stopped at its end, src/a.c:12',
  ],
  [{ phase: 'running', before: stop, isWaiting: true }, 'waiting for input'],
  [{ phase: 'running', before: stop, goesBack: 0.5 }, 'going back'],
  [{ phase: 'running', before: stop }, 'running'],
])('says of a debugged program that it stands still, or waits: %j', (debug, text) => {
  expect(runText({ phase: 'running', buildMs: 1 }, debug)).toBe(text);
});
