import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { PackingClient } from '../../../runtime/client/packing-client.ts';
import { startLocalPacking } from '../../../runtime/client/testing/packing-fixture.ts';
import { policy } from '../../../runtime/policy/policy.ts';
import { DEFAULT_SETTINGS } from '../../../runtime/protocol/project.ts';
import { boot } from '../testing/fake-kernel.ts';
import { ZipArrival } from './zip-arrival.ts';

function arriving(files: Readonly<Record<string, string>> = {}) {
  const { store, services, kernel } = boot(files);
  const packing = new PackingClient(startLocalPacking);
  return { store, kernel, zips: new ZipArrival({ store, projects: services.projects, packing }) };
}

const zipFile = (name: string, files: Readonly<Record<string, Uint8Array>>): File =>
  new File([new Uint8Array(zipSync(files))], name);

describe('ZipArrival', () => {
  it('asks about what is in the zip, and what is left out of it', async () => {
    const { store, zips } = arriving();
    await zips.arrived(zipFile('week 3.zip', { 'main.c': strToU8('int x;'), '../up.c': strToU8('') }));
    expect(store.getState().dialog).toMatchObject({
      kind: 'zip',
      project: { name: 'week 3', settings: DEFAULT_SETTINGS },
      refused: [{ path: '“../up.c”', reason: 'it leads out of the project' }],
    });
  });

  it('makes a project with its settings, and the grants that were chosen', async () => {
    const { store, zips } = arriving();
    const settings = { ...DEFAULT_SETTINGS, args: '--all' };
    const about = strToU8(JSON.stringify({ v: 1, name: 'Whole', settings }));
    await zips.arrived(zipFile('x.zip', { 'main.c': strToU8('int x;'), 'preopen-project.json': about }));
    const { dialog } = store.getState();
    if (dialog.kind !== 'zip') throw new Error('no question');
    await zips.open(dialog.project, policy());
    const { project } = store.getState();
    expect(project).toMatchObject({ summary: { name: 'Whole' }, settings: { args: '--all', policy: policy() } });
  });

  it('leaves the breakpoints of the open project alone where its own project could not be made', async () => {
    const { store, zips, kernel } = arriving({ 'main.c': 'int x;' });
    store.getState().breakpointsOpened([{ file: 'main.c', line: 2 }]);
    const breakpoints = [{ file: 'main.c', line: 7 }];
    const project = {
      name: 'x',
      settings: DEFAULT_SETTINGS,
      files: new Map([['main.c', strToU8('')]]),
      folders: [],
      breakpoints,
    };
    kernel.instead.createProject = () => {
      throw new Error('Storage is full');
    };
    await zips.open(project, policy());
    expect(store.getState().notice).toContain('The project was not created');
    expect(store.getState().breakpoints).toEqual([{ file: 'main.c', line: 2 }]);
    delete kernel.instead.createProject;
    await zips.open(project, policy());
    expect(store.getState().breakpoints).toEqual(breakpoints);
  });

  it('says why a file is no zip, and that nothing in it can be opened', async () => {
    const { store, zips } = arriving();
    await zips.arrived(new File(['hello'], 'a.zip'));
    expect(store.getState().notice).toBe('The zip was not opened. It is not a zip file, or it is damaged.');
    await zips.arrived(zipFile('b.zip', { '/etc/passwd': strToU8('') }));
    expect(store.getState().notice).toBe('The zip was not opened. None of its entries can be a file of a project.');
    expect(store.getState().dialog.kind).toBe('none');
  });

  it('does nothing where no file is chosen', async () => {
    const { store, services } = boot({});
    await new ZipArrival({ store, projects: services.projects, choose: () => Promise.resolve(undefined) }).choose();
    expect(store.getState().dialog.kind).toBe('none');
  });
});
