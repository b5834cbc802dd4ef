import { expect, it, vi } from 'vitest';
import { boot } from '../testing/fake-kernel.ts';

async function bootReady() {
  const booted = boot({ 'main.c': '' });
  const { kernel, services } = booted;
  kernel.emit({ type: 'toolchain', state: { phase: 'ready', version: '22', bytes: 1, fromCache: true } });
  await vi.waitFor(() => expect(kernel.asked.at(-1)?.name).toBe('check'));
  // Until the answer has arrived.
  await new Promise((resolve) => setTimeout(resolve, 10));
  kernel.asked.length = 0;
  const type = (text: string): void => {
    const document = services.documents.get('main.c');
    document?.replace(text);
    document?.edited();
  };
  return { ...booted, type, names: () => kernel.asked.map(({ name }) => name) };
}

it('has what was typed built when the user is about to run it, and checked as ever', async () => {
  const { type, services, names } = await bootReady();
  type('int x;\n');
  services.expectRun();
  services.expectRun();
  expect(names()).toEqual(['writeFile', 'buildAhead']);
  await vi.waitFor(() => expect(names()).toEqual(['writeFile', 'buildAhead', 'check']));
});

it('has nothing built ahead that was checked, nor while something runs', async () => {
  const { type, services, kernel, names } = await bootReady();
  services.expectRun();
  expect(names()).toEqual([]);
  type('int x;\n');
  kernel.emit({ type: 'run', phase: { phase: 'running', buildMs: 1 } });
  services.expectRun();
  expect(names()).toEqual([]);
});

it('says with the first key that the project is being edited, once until that is saved', async () => {
  const { type, kernel, names } = await bootReady();
  const edits = (): number => kernel.posted.filter((message) => 'type' in message && message.type === 'editing').length;
  type('int x;\n');
  type('int xy;\n');
  expect([edits(), names()]).toEqual([1, []]);
  await vi.waitFor(() => expect(names()).toContain('writeFile'));
  type('int xyz;\n');
  expect(edits()).toBe(2);
});
