import { expect, it } from 'vitest';
import { DeferredKernel } from './deferred-kernel.ts';
import { FakeKernel } from '../testing/fake-kernel.ts';

it('lets everything wait until there is a kernel, and keeps the order', async () => {
  const kernel = new FakeKernel();
  kernel.add('first', 'untitled', new Map());
  const deferred = new DeferredKernel();
  const heard: string[] = [];
  deferred.onEvent((event) => heard.push(event.type));
  deferred.post({ type: 'stop' });
  const list = deferred.request('listProjects', {});
  const folder = deferred.request('createFolder', { projectId: 'first', path: 'a' });
  expect(kernel.posted).toEqual([]);

  deferred.started(kernel);
  expect(kernel.posted).toEqual([{ type: 'stop' }]);
  expect(kernel.asked.map(({ name }) => name)).toEqual(['listProjects', 'createFolder']);
  expect(await list).toHaveLength(1);
  await folder;
  kernel.emit({ type: 'fault', message: 'x' });
  expect(heard).toEqual(['fault']);
});

it('passes refusals on', async () => {
  const kernel = new FakeKernel();
  kernel.instead.createFile = () => {
    throw new Error('The disk is full');
  };
  const deferred = new DeferredKernel();
  const asked = deferred.request('createFile', { projectId: 'first', path: 'a', bytes: new Uint8Array() });
  deferred.started(kernel);
  await expect(asked).rejects.toThrow('The disk is full');
});

it('hears nothing where listening ended before there was a kernel', () => {
  const kernel = new FakeKernel();
  const deferred = new DeferredKernel();
  const heard: string[] = [];
  deferred.onEvent((event) => heard.push(event.type)).dispose();
  deferred.started(kernel);
  kernel.emit({ type: 'fault', message: 'x' });
  expect(heard).toEqual([]);
});
