import { expect, it } from 'vitest';
import type { Request } from '../../../runtime/protocol/kernel.ts';
import { Documents } from './documents.ts';
import { FakeKernel } from '../testing/fake-kernel.ts';
import { Journal } from './journal.ts';
import { journalKey } from './journal-key.ts';
import { createAppStore } from '../../state/store.ts';
import { DEFAULT_PREFERENCES } from '../../state/view-slice.ts';
import { TextDocument } from './text-document.ts';

function boot() {
  const kernel = new FakeKernel();
  const store = createAppStore(DEFAULT_PREFERENCES);
  store.getState().projectOpened(kernel.add('first', 'untitled', new Map()));
  const listeners = new Set<(document: TextDocument) => void>();
  const documents = new Documents(kernel, store);
  documents.onEdited = (listener) => {
    listeners.add(listener);
    return () => undefined;
  };
  const kept = new Map<string, string>();
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, text: string) => void kept.set(key, text),
    removeItem: (key: string) => void kept.delete(key),
  };
  const journal = new Journal({ kernel, store, documents, storage: () => storage });
  const unstored: (readonly [number, Request])[] = [];
  kernel.unstored = (id) => (id === 'first' ? unstored : []);
  return {
    kernel,
    store,
    journal,
    unstored,
    edited: () => listeners.forEach((tell) => tell(new TextDocument('first', 'main.c', '', () => undefined))),
    chapters: () =>
      (JSON.parse(kept.get(journalKey('first')) ?? '{"chapters":[]}') as { chapters: unknown[] }).chapters,
  };
}

const write: Request = {
  name: 'writeFile',
  params: { projectId: 'first', path: 'main.c', bytes: new TextEncoder().encode('typed') },
};
const step = { id: 7, name: 'writeFile', path: 'main.c', text: 'typed' };

it('writes down what is not known to be stored, with the save that it follows', () => {
  const { kernel, journal, unstored, chapters } = boot();
  journal.write();
  expect(chapters()).toEqual([]);
  unstored.push([7, write]);
  journal.write();
  expect(chapters()).toEqual([{ visit: 'fake', generation: 1, steps: [step] }]);
  kernel.emit({ type: 'storage', state: { phase: 'saved', projectId: 'first', generation: 4 } });
  journal.write();
  expect(chapters()).toEqual([{ visit: 'fake', generation: 4, steps: [step] }]);
});

it('forgets it when all of it is stored', () => {
  const { kernel, journal, unstored, chapters } = boot();
  unstored.push([7, write]);
  journal.write();
  kernel.emit({ type: 'storage', state: { phase: 'saved', projectId: 'first', generation: 2 } });
  expect(chapters()).toHaveLength(1);
  unstored.pop();
  kernel.emit({ type: 'storage', state: { phase: 'saved', projectId: 'first', generation: 3 } });
  expect(chapters()).toEqual([]);
});

it('takes back what it wrote when the page came back and typing goes on', () => {
  const { journal, unstored, edited, chapters } = boot();
  unstored.push([7, write]);
  journal.write();
  edited();
  expect(chapters()).toEqual([]);
});

it('keeps what was typed while another project opened, after what is there', () => {
  const { journal, unstored, chapters } = boot();
  unstored.push([7, write]);
  journal.write();
  journal.keep([{ projectId: 'first', path: 'main.c', text: 'late' }]);
  const late = { id: Number.MAX_SAFE_INTEGER, name: 'writeFile', path: 'main.c', text: 'late' };
  expect(chapters()).toMatchObject([{ steps: [step] }, { steps: [late] }]);
});

it('writes nothing of a project that is only read here, or that is not kept', () => {
  const { store, kernel, journal, unstored, chapters } = boot();
  unstored.push([7, write]);
  const { project } = kernel.projects.get('first') ?? {};
  if (!project) throw new Error('It is there');
  store.getState().projectOpened({ ...project, access: 'reader' });
  journal.write();
  store.getState().projectOpened({ ...project, summary: { ...project.summary, isTemporary: true } });
  journal.write();
  expect(chapters()).toEqual([]);
});

it('writes down what is not stored of a project that was left, until that is said to be stored', () => {
  const { store, kernel, journal, unstored, chapters } = boot();
  unstored.push([7, write]);
  store.getState().projectOpened(kernel.add('second', 'Second', new Map()));
  journal.write();
  expect(chapters()).toEqual([{ visit: 'fake', generation: 1, steps: [step] }]);
  unstored.pop();
  kernel.emit({ type: 'stored', projectId: 'first', generation: 2 });
  expect(chapters()).toEqual([]);
});

it('forgets what it has of a project that is deleted, and writes no more of it', () => {
  const { journal, unstored, chapters } = boot();
  unstored.push([7, write]);
  journal.write();
  expect(chapters()).toHaveLength(1);
  journal.forget('first');
  journal.write();
  expect(chapters()).toEqual([]);
});

it('writes down of which project a copy was made', () => {
  const { journal, unstored, chapters } = boot();
  unstored.push([4, { name: 'copyProject', params: { projectId: 'other', name: 'Copy' } }]);
  journal.write();
  expect(chapters()).toMatchObject([{ steps: [{ id: 4, name: 'copyProject', from: 'other', called: 'Copy' }] }]);
});

it('writes down a project that was made and is not stored yet, unless a file of it is no text', () => {
  const { journal, unstored, chapters } = boot();
  const make = (bytes: Uint8Array): Request => ({
    name: 'createProject',
    params: { project: { name: 'New', files: new Map([['main.c', bytes]]) } },
  });
  unstored.push([3, make(new TextEncoder().encode('text'))]);
  journal.write();
  expect(chapters()).toMatchObject([
    { steps: [{ id: 3, name: 'createProject', project: { name: 'New', files: [['main.c', 'text']] } }] },
  ]);
  unstored.splice(0, 1, [3, make(new Uint8Array([255]))]);
  journal.write();
  expect(chapters()).toHaveLength(1);
});
