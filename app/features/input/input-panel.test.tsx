// @vitest-environment happy-dom
import { expect, it } from 'vitest';
import { DEFAULT_POLICY, type StdinPolicy } from '../../../runtime/policy/policy.ts';
import { inputBadge } from '../../services/page/panel-badges.ts';
import { boot } from '../../services/testing/fake-kernel.ts';
import { selectSettings } from '../../state/project-slice.ts';
import { mount } from '../../testing/mount.tsx';
import InputPanel from './InputPanel.tsx';
import { inputFileChoices, inputFromDisk } from './input-choices.ts';

async function bootPanel(files: Readonly<Record<string, string>> = { 'main.c': '', 'data/in.txt': 'a' }) {
  const page = boot(files);
  const panel = await mount(page, <InputPanel />);
  const settings = () => selectSettings(page.store.getState());
  const stdin = (): StdinPolicy => settings()?.policy.stdin ?? DEFAULT_POLICY.stdin;
  return { ...page, panel, settings, stdin };
}

it('takes input from the keyboard until another source is chosen, and says so on its tab', async () => {
  const { panel, stdin, store } = await bootPanel();
  expect(panel.field('Standard input').value).toBe('terminal');
  expect(inputBadge(store.getState())).toBeUndefined();
  await panel.enter('Standard input', 'text');
  await panel.enter('Text', '1 2\n');
  expect(stdin()).toEqual({ kind: 'text', text: '1 2\n' });
  expect(inputBadge(store.getState())?.text).toBe('text');
});

it('offers the files of the project, those that are no sources first', async () => {
  const { panel, stdin } = await bootPanel();
  await panel.enter('Standard input', 'file');
  expect(stdin()).toEqual({ kind: 'file', path: 'data/in.txt' });
  await panel.enter('File', 'main.c');
  expect(stdin()).toEqual({ kind: 'file', path: 'main.c' });
});

it('finds the text again that was written before another source was chosen', async () => {
  const { panel, stdin } = await bootPanel();
  await panel.enter('Standard input', 'text');
  for (const text of ['a', 'ab', 'abc']) await panel.enter('Text', text);
  await panel.enter('Standard input', 'terminal');
  await panel.enter('Standard input', 'file');
  await panel.enter('Standard input', 'text');
  expect(stdin()).toEqual({ kind: 'text', text: 'abc' });
});

it('keeps arguments beside it, in the project’s settings', async () => {
  const { panel, settings } = await bootPanel();
  await panel.enter('Arguments', '-n "two words"');
  expect(settings()?.args).toBe('-n "two words"');
});

it('still lists a file that the project does not have any more', async () => {
  const { store } = await bootPanel();
  const choices = inputFileChoices(store.getState().files, 'gone.txt');
  expect(choices[0]).toEqual({ value: 'gone.txt', label: 'gone.txt (not in the list of files)' });
});

it('takes the text of a file of the computer, and says why it does not take others', async () => {
  const taken = (name: string, ...parts: BlobPart[]) => inputFromDisk(new File(parts, name));
  expect(await taken('in.txt', 'größer\n')).toEqual({ kind: 'text', text: 'größer\n' });
  expect(await taken('a.png', new Uint8Array([0x89, 0, 1]))).toContain('a.png is not a text in UTF-8. Upload it');
  const isNotRead = (): Promise<ArrayBuffer> => Promise.reject(new Error('It was read'));
  const big = { name: 'big.txt', size: (1 << 20) + 1, arrayBuffer: isNotRead };
  expect(await inputFromDisk(big)).toContain('big.txt is larger than 1 MB. Upload it');
  expect(await inputFromDisk({ ...big, size: 1 })).toContain('big.txt cannot be read. Upload it');
});
