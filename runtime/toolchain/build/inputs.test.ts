import { describe, expect, it } from 'vitest';
import { FileInode } from '../../vfs/inode.ts';
import { bytesOf } from '../../vfs/testing/tree-fixture.ts';
import { Volume } from '../../vfs/volume.ts';
import { Inputs } from './inputs.ts';

function boot() {
  let now = 0;
  const volume = new Volume({ now: () => now });
  const files = new Map<string, FileInode>();
  const write = (path: string, text: string): void => {
    now++;
    const file = files.get(path) ?? new FileInode(volume);
    files.set(path, file);
    file.replace(bytesOf(text));
  };
  return { write, files, now: () => now, inputs: new Inputs((path) => files.get(path)) };
}

describe('inputs of an object', () => {
  it('are unchanged as long as their content is, also when it was written again', () => {
    const { write, files, now, inputs } = boot();
    write('a.h', 'one');
    const taken = inputs.take(['a.h'], now()) ?? [];
    const areUnchanged = (): boolean => inputs.areUnchanged(taken);
    expect(areUnchanged()).toBe(true);
    write('a.h', 'two');
    expect(areUnchanged()).toBe(false);
    files.delete('a.h');
    expect(areUnchanged()).toBe(false);
    write('a.h', 'one');
    expect(areUnchanged()).toBe(true);
  });

  it('are kept, so that a write into the file itself is noticed', () => {
    const { write, files, now, inputs } = boot();
    write('a.h', 'one');
    const taken = inputs.take(['a.h'], now()) ?? [];
    write('b.h', '');
    files.get('a.h')?.write(0, { bytes: bytesOf('X'), start: 0, length: 1 });
    expect(inputs.areUnchanged(taken)).toBe(false);
  });

  it('are unknown when one was changed after the reader had started', () => {
    const { write, now, inputs } = boot();
    write('a.h', 'one');
    write('b.h', 'one');
    const started = now();
    expect(inputs.take(['a.h', 'b.h'], started)).toHaveLength(2);
    write('b.h', 'two');
    expect(inputs.take(['a.h'], started)).toHaveLength(1);
    expect(inputs.take(['a.h', 'b.h'], started)).toBeUndefined();
  });
});
