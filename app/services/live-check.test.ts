import { expect, it, vi } from 'vitest';
import { boot } from './fake-kernel.ts';

async function bootReady() {
  const booted = boot({ 'main.c': '' });
  const { kernel, services } = booted;
  kernel.emit({ type: 'toolchain', state: { phase: 'ready', version: '22', bytes: 1, fromCache: true } });
  await vi.waitFor(() => expect(kernel.asked.at(-1)?.name).toBe('check'));
  kernel.asked.length = 0;
  const type = (text: string): void => {
    const document = services.documents.get('main.c');
    document?.replace(text);
    document?.edited();
  };
  const press = (key: string): void => void window.dispatchEvent(Object.assign(new Event('keydown'), { key }));
  return { ...booted, type, press, names: () => kernel.asked.map(({ name }) => name) };
}

it('has what was typed built when a shortcut begins, and checked as ever', async () => {
  const { type, press, names } = await bootReady();
  type('int x;\n');
  press('a');
  expect(names()).toEqual([]);
  press('Control');
  expect(names()).toEqual(['writeFile', 'buildAhead']);
  await vi.waitFor(() => expect(names()).toEqual(['writeFile', 'buildAhead', 'check']));
});

it('has nothing built ahead that was checked, nor while something runs', async () => {
  const { type, press, names, services, kernel } = await bootReady();
  press('Meta');
  services.expectRun();
  expect(names()).toEqual([]);
  type('int x;\n');
  kernel.emit({ type: 'run', phase: { phase: 'running', buildMs: 1 } });
  services.expectRun();
  expect(names()).toEqual([]);
});
