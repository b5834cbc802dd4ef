import { expect, it, vi } from 'vitest';
import { boot } from '../testing/fake-kernel.ts';
import { incomingFrom, type Incoming } from './incoming.ts';
import { freeFileName, takenTitle, type TakenAnswer, type Uploads } from './uploads.ts';

const decoder = new TextDecoder();
const encoder = new TextEncoder();
const file = (path: string, text: string): Incoming => ({ path, read: () => Promise.resolve(encoder.encode(text)) });

async function booted(files: Readonly<Record<string, string>>) {
  const page = boot(files);
  const uploads = await new Promise<Uploads>((resolve) => page.services.uploads(resolve));
  const contents = () =>
    Object.fromEntries([...page.kernel.files].map(([path, bytes]) => [path, decoder.decode(bytes)]));
  return { ...page, uploads, contents };
}

it('puts files into the folder they were brought to, and opens one that comes alone', async () => {
  const { uploads, contents, store } = await booted({ 'main.c': 'old' });
  await uploads.bring([file('notes.txt', 'hello')], 'data');
  expect(contents()).toEqual({ 'main.c': 'old', 'data/notes.txt': 'hello' });
  expect(store.getState().activeFile).toBe('data/notes.txt');
  expect(store.getState().dialog.kind).toBe('none');
});

it.each<[TakenAnswer, Readonly<Record<string, string>>]>([
  ['replace', { 'main.c': 'new', 'util.c': 'util', 'other.c': 'other' }],
  ['keep-both', { 'main.c': 'old', 'main-2.c': 'new', 'util.c': 'util', 'other.c': 'other' }],
  ['cancel', { 'main.c': 'old', 'util.c': 'util' }],
])('asks about names that are taken, and does what is answered: %s', async (answer, expected) => {
  const { uploads, contents, store } = await booted({ 'main.c': 'old', 'util.c': 'util' });
  const done = uploads.bring([file('main.c', 'new'), file('other.c', 'other')], '');
  await vi.waitFor(() => expect(store.getState().dialog).toEqual({ kind: 'taken', paths: ['main.c'] }));
  uploads.answered(answer);
  await done;
  expect(contents()).toEqual(expected);
});

it('says what could not be brought, and why', async () => {
  const { uploads, store } = await booted({ 'main.c': '' });
  const unreadable = { path: 'big.bin', read: () => Promise.reject(new Error('The file changed meanwhile.')) };
  await uploads.bring([unreadable], '');
  expect(store.getState().notice).toBe('big.bin was not uploaded. The file changed meanwhile.');
});

it('brings no more than 10,000 files at a time, and says so', async () => {
  const { uploads, store, contents } = await booted({ 'main.c': '' });
  await uploads.bring(
    Array.from({ length: 10_001 }, (_, i) => file(`f${i}`, '')),
    '',
  );
  expect(store.getState().notice).toMatch(/^Nothing was uploaded\. No more than 10,000 files/);
  expect(contents()).toEqual({ 'main.c': '' });
});

it('goes through folders that are dropped, however deep, and stops where there are too many files', async () => {
  const entry = (path: string, inner: readonly object[] | undefined): object => ({
    fullPath: path,
    isFile: inner === undefined,
    isDirectory: inner !== undefined,
    createReader: () => {
      const portions = [inner ?? [], []];
      return { readEntries: (answer: (entries: unknown) => void) => answer(portions.shift()) };
    },
  });
  let deep = entry('/deepest', undefined);
  for (let i = 0; i < 3000; i++) deep = entry(`/${i}`, [deep]);
  const paths = (await incomingFrom([deep as FileSystemEntry])).map(({ path }) => path);
  expect(paths).toEqual(['deepest']);
  const many = entry(
    '/many',
    Array.from({ length: 10_001 }, (_, i) => entry(`/many/${i}`, undefined)),
  );
  await expect(incomingFrom([many as FileSystemEntry])).rejects.toThrow(/No more than 10,000 files/);
});

it('shows at once what replaces an open file', async () => {
  const { uploads, services, store } = await booted({ 'main.c': 'old' });
  await vi.waitFor(() => expect(services.documents.get('main.c')).toBeDefined());
  const done = uploads.bring([file('main.c', 'new')], '');
  await vi.waitFor(() => expect(store.getState().dialog.kind).toBe('taken'));
  uploads.answered('replace');
  await done;
  expect(services.documents.get('main.c')?.read()).toBe('new');
});

it.each([
  ['a.c', 'a.c'],
  ['main.c', 'main-3.c'],
  ['src/list.tar.gz', 'src/list.tar-2.gz'],
  ['.env', '.env-2'],
  ['Makefile', 'Makefile-2'],
])('%s finds room as %s', (path, free) => {
  const taken = ['main.c', 'main-2.c', 'src/list.tar.gz', '.env', 'Makefile'];
  expect(freeFileName(path, (other) => taken.includes(other))).toBe(free);
});

it('names the one that is taken, and counts several', () => {
  expect(takenTitle(['src/a.c'])).toBe('“a.c” is there already');
  expect(takenTitle(['a.c', 'b.c'])).toBe('2 files are there already');
});
