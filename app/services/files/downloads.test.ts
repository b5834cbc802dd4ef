import { unzipSync } from 'fflate';
import { expect, it } from 'vitest';
import { err, ok } from '../../../runtime/base/result.ts';
import { PackingClient } from '../../../runtime/client/packing-client.ts';
import { startLocalPacking } from '../../../runtime/client/testing/packing-fixture.ts';
import { DEFAULT_SETTINGS } from '../../../runtime/protocol/project.ts';
import { boot } from '../testing/fake-kernel.ts';
import { Downloads } from './downloads.ts';

function saving(files: Readonly<Record<string, string>>) {
  const { kernel, store, services } = boot(files);
  const saved: { name: string; bytes: Uint8Array; type: string }[] = [];
  const save = (name: string, bytes: Uint8Array, type: string) => void saved.push({ name, bytes, type });
  const packing = new PackingClient(startLocalPacking);
  const downloads = new Downloads({ kernel, store, documents: services.documents, save, packing });
  return { kernel, store, downloads, saved };
}

it('saves a file under its own name', async () => {
  const { downloads, saved } = saving({ 'lib/add.wasm': 'x' });
  await downloads.file('lib/add.wasm');
  expect(saved).toMatchObject([{ name: 'add.wasm', type: 'application/wasm' }]);
});

it('has a program once this project was built', async () => {
  const { kernel, store, downloads, saved } = saving({ 'main.c': '' });
  kernel.instead.builtProgram = () => ok(new Uint8Array(42));
  store.getState().programBuilt('another project');
  expect(await downloads.programSize()).toBeUndefined();
  await downloads.program();
  expect(store.getState().notice).toBe('The program was not downloaded. Nothing was built yet.');

  store.getState().programBuilt('first');
  expect(await downloads.programSize()).toEqual(ok(42));
  await downloads.program();
  expect(saved.map(({ name }) => name)).toEqual(['main.wasm']);
});

it('has no module where only the whole component runs', async () => {
  const { kernel, store, downloads, saved } = saving({ 'main.c': '' });
  kernel.instead.builtProgram = () => err('Its library is a component of its own');
  store.getState().programBuilt('first');
  expect(await downloads.programSize()).toEqual(err('Its library is a component of its own'));
  await downloads.program();
  expect(store.getState().notice).toBe('The program was not downloaded. Its library is a component of its own.');
  expect(saved).toEqual([]);
});

it('packs the whole project', async () => {
  const { store, downloads, saved } = saving({ 'main.c': 'int main;', 'data/notes.txt': 'hello' });
  store.getState().filesChanged([{ folder: '', removed: [], put: [{ name: 'empty', kind: 'folder', size: 0 }] }]);
  await downloads.project();
  const [zip] = saved;
  expect(zip?.name).toBe('untitled.zip');
  const entries = unzipSync(zip?.bytes ?? new Uint8Array());
  expect(Object.keys(entries).toSorted()).toEqual([
    'data/',
    'data/notes.txt',
    'empty/',
    'main.c',
    'preopen-project.json',
  ]);
  expect(new TextDecoder().decode(entries['main.c'])).toBe('int main;');
  expect(JSON.parse(new TextDecoder().decode(entries['preopen-project.json']))).toMatchObject({
    v: 1,
    name: 'untitled',
    settings: { v: 1, standard: DEFAULT_SETTINGS.standard, policy: DEFAULT_SETTINGS.policy },
  });
});

it('packs a folder with everything in it, under its own name', async () => {
  const { downloads, saved } = saving({
    'main.c': '',
    'a/lib/add.c': 'int add;',
    'a/lib/in/x.h': '#',
    'a/other.c': '',
  });
  await downloads.folder('a/lib');
  expect(saved).toMatchObject([{ name: 'lib.zip' }]);
  expect(Object.keys(unzipSync(saved[0]?.bytes ?? new Uint8Array())).toSorted()).toEqual([
    'lib/add.c',
    'lib/in/',
    'lib/in/x.h',
  ]);
});

it('says which file stood in the way', async () => {
  const { store, downloads } = saving({ 'main.c': '' });
  await downloads.file('gone.c');
  expect(store.getState().notice).toBe('gone.c was not downloaded. There is no such file');
  store.getState().filesChanged([{ folder: '', removed: [], put: [{ name: 'gone.c', kind: 'file', size: 1 }] }]);
  await downloads.project();
  expect(store.getState().notice).toBe('The project was not downloaded. There is no such file');
});
