import { expect, it, vi } from 'vitest';
import { selectStorage } from '../state/storage.ts';
import { statusLine } from '../text/status-line.ts';
import { boot } from './testing/fake-kernel.ts';

const text = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes);

it('opens the first example on a first visit, and leaves no empty project behind', async () => {
  const { kernel, store } = boot();
  await vi.waitFor(() => expect(store.getState().documents['main.c']).toEqual({ phase: 'text' }));
  await vi.waitFor(() => expect(store.getState().projects.map(({ name }) => name)).toEqual(['Hello']));
  expect(text(kernel.files.get('main.c'))).toBe('int main(void) {}\n');
});

it('opens an example again instead of making a second one, as long as it is untouched', async () => {
  const { kernel, store, services } = boot({ 'a.c': '' });
  await services.projects.openExample('hello');
  await services.projects.open('first');
  await services.projects.openExample('hello');
  expect(store.getState().projects).toHaveLength(2);
  kernel.files.set('main.c', new TextEncoder().encode('int mine;'));
  await services.projects.openExample('hello');
  expect(store.getState().projects.map(({ name }) => name)).toEqual(['untitled', 'Hello', 'Hello 2']);
});

it('says in a sentence that there is no such example', async () => {
  const { store } = boot({ 'a.c': '' }, 'nonsense');
  await vi.waitFor(() => expect(store.getState().notice).toContain('no example called “nonsense”'));
});

async function editing() {
  const booted = boot({ 'main.c': 'old' });
  await vi.waitFor(() => expect(booted.services.documents.get('main.c')).toBeDefined());
  const document = booted.services.documents.get('main.c');
  if (!document) throw new Error('main.c is open');
  let shown = document.read();
  document.attach({ read: () => shown, replace: (to) => (shown = to) });
  const type = (to: string) => {
    shown = to;
    document.edited();
  };
  return { ...booted, document, type, shown: () => shown };
}

it('writes what was typed to the kernel, and says until then that it is unsaved', async () => {
  const { kernel, store, type } = await editing();
  type('new');
  expect(store.getState().unsaved.has('main.c')).toBe(true);
  await vi.waitFor(() => expect(store.getState().unsaved.has('main.c')).toBe(false));
  expect(text(kernel.files.get('main.c'))).toBe('new');
});

it('stays unsaved while something newer than the last write was typed', async () => {
  const { store, services, type } = await editing();
  type('new');
  const saved = services.documents.flush();
  type('newer');
  await saved;
  expect(store.getState().unsaved.has('main.c')).toBe(true);
});

it('hands over what was typed before it runs', async () => {
  const { kernel, services, type } = await editing();
  type('new');
  services.actions.run.run();
  await vi.waitFor(() => expect(kernel.asked.map(({ name }) => name)).toContain('run'));
  const names = kernel.asked.map(({ name }) => name);
  expect(names.indexOf('writeFile')).toBeLessThan(names.indexOf('run'));
});

it('never writes what was typed in one project into another', async () => {
  const { kernel, store, services, document, type } = await editing();
  kernel.add('second', 'Second', new Map([['main.c', new TextEncoder().encode('second')]]));
  const opening = services.projects.open('second');
  await vi.waitFor(() => expect(kernel.openId).toBe('second'));
  type('late');
  await opening;
  await services.documents.flush();
  expect(text(kernel.projects.get('second')?.files.get('main.c'))).toBe('second');
  expect(services.documents.get('main.c')).not.toBe(document);
  expect(store.getState().project).toMatchObject({ summary: { id: 'second' } });
});

it('shows what a program wrote, but not over something newer', async () => {
  const { kernel, type, shown } = await editing();
  kernel.files.set('main.c', new TextEncoder().encode('from the program'));
  kernel.emit({ type: 'changed', paths: ['main.c'] });
  await vi.waitFor(() => expect(shown()).toBe('from the program'));
  type('mine');
  kernel.emit({ type: 'changed', paths: ['main.c'] });
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(shown()).toBe('mine');
});

it('keeps a tab open while its file is renamed', async () => {
  const { store, services, document } = await editing();
  await services.files.rename('main.c', 'begin.c');
  expect(store.getState().tabs).toEqual(['begin.c']);
  expect(services.documents.get('begin.c')).toBe(document);
});

it('closes the tab of a file that is gone', async () => {
  const { kernel, store } = await editing();
  kernel.emit({ type: 'files', changes: [{ folder: '', removed: ['main.c'], put: [] }] });
  expect(kernel.posted).toContainEqual({ type: 'listed' });
  expect(store.getState().tabs).toEqual([]);
});

it('says why a file could not be saved', async () => {
  const { kernel, store, services, type } = await editing();
  kernel.instead.writeFile = () => {
    throw new Error('The disk is full.');
  };
  type('new');
  await services.documents.flush();
  expect(store.getState().notice).toBe('main.c was not saved. The disk is full.');
  expect(store.getState().unsaved.has('main.c')).toBe(true);
});

it('checks the active file when typing pauses, once the compiler is ready', async () => {
  const { kernel, store, type } = await editing();
  const complaint = {
    severity: 'error',
    message: 'expected expression',
    flag: undefined,
    place: { file: 'main.c', line: 1, column: 1, endLine: 1, endColumn: 2 },
    notes: [],
    fixits: [],
  } as const;
  kernel.instead.check = () => [complaint];
  type('new');
  await new Promise((resolve) => setTimeout(resolve, 350));
  expect(kernel.asked.map(({ name }) => name)).not.toContain('check');
  kernel.emit({ type: 'toolchain', state: { phase: 'ready', version: 'clang 1', bytes: 1, fromCache: true } });
  await vi.waitFor(() => expect(store.getState().problems).toMatchObject([{ message: 'expected expression' }]));
});

it('puts its own lines on lines of their own, and credits the kernel only with the kernel’s bytes', async () => {
  const { kernel, services } = boot({ 'main.c': '' });
  const written: string[] = [];
  services.terminal.attach({
    write: (data, done) => {
      written.push(typeof data === 'string' ? data : text(data));
      done();
    },
    say: (line) => void written.push(statusLine(line, 80)),
    clear: () => undefined,
    copyAll: () => '',
  });
  services.actions.run.run();
  await vi.waitFor(() => expect(kernel.asked.map(({ name }) => name)).toContain('run'));
  kernel.emit({ type: 'run', phase: { phase: 'running', buildMs: 84 } });
  kernel.emit({ type: 'screen', bytes: new TextEncoder().encode('no newline') });
  kernel.emit({ type: 'run', phase: { phase: 'ended', outcome: { kind: 'exited', code: 0 }, buildMs: 84, runMs: 5 } });
  expect(written.at(-1)).toMatch(/^\r\n.*exit 0 in 5 ms.*\r\n$/);
  expect(kernel.posted.filter((message) => 'type' in message && message.type === 'drawn')).toEqual([{ type: 'drawn' }]);
});

it('remembers which file is open', async () => {
  const { kernel, services } = boot({ 'main.c': '', 'util.c': '' });
  await vi.waitFor(() => expect(services.documents.get('main.c')).toBeDefined());
  services.files.open('util.c');
  await vi.waitFor(() =>
    expect(kernel.asked.filter(({ name }) => name === 'saveSettings').at(-1)?.params).toMatchObject({
      settings: { openFile: 'util.c' },
    }),
  );
});

it('nothing counts as saved that the page has not handed over', async () => {
  const { kernel, store, type } = await editing();
  const phase = () => selectStorage(store.getState())?.phase;
  kernel.emit({ type: 'storage', state: { phase: 'saved', projectId: 'first', generation: 1 } });
  // Which file is open is part of the settings.
  await vi.waitFor(() => expect(phase()).toBe('saved'));
  store.getState().settingsChanged({ args: '--verbose' });
  expect(phase()).toBe('saving');
  await vi.waitFor(() => expect(phase()).toBe('saved'));
  expect(kernel.asked.filter(({ name }) => name === 'saveSettings').at(-1)?.params).toMatchObject({
    settings: { args: '--verbose' },
  });
  type('int');
  expect(phase()).toBe('saving');
});

it('brings back the files and the settings of each project when it is opened again', async () => {
  const { kernel, store, services } = boot({ 'main.c': 'first' });
  store.getState().settingsChanged({ args: '7' });
  await services.flush();
  await services.projects.openExample('hello');
  kernel.files.set('main.c', new TextEncoder().encode('second'));
  await services.projects.open('first');
  expect(text(kernel.files.get('main.c'))).toBe('first');
  expect(store.getState().project).toMatchObject({ settings: { args: '7' } });
});
