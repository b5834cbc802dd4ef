import { beforeAll, describe, expect, it } from 'vitest';
import { programs } from '../testing/programs.ts';
import { Folder, NotStarted, run } from './index.ts';
import { trace, traceLine } from './trace.ts';

let made: Awaited<ReturnType<typeof programs>>;
beforeAll(async () => {
  made = await programs();
});

/** Collects text from pieces that are valid during the call only. */
function collector() {
  const decoder = new TextDecoder();
  let text = '';
  return { take: (bytes: Uint8Array) => void (text += decoder.decode(bytes, { stream: true })), text: () => text };
}

describe('a program in this thread', () => {
  it('has its arguments, environment, input and folders, and no more', async () => {
    const folder = new Folder();
    const out = collector();
    const outcome = await run(made.copies, {
      args: ['copy', 'one'],
      env: { WHO: 'world' },
      stdin: 'a\nb\n',
      preopens: { '/': folder },
      stdout: out.take,
    });
    expect(outcome).toEqual({ kind: 'exited', code: 3 });
    expect(out.text()).toBe('copy one world\n> a\n> b\n');
    expect(folder.readText('out.txt')).toBe('a\nb\n');
    expect([...folder.paths()]).toEqual(['out.txt']);
  });

  it('cannot write where it may only read', async () => {
    const folder = new Folder({ 'out.txt': 'as it was' });
    const error = collector();
    const outcome = await run(made.copies, { preopens: { '/': folder.readOnly() }, stderr: error.take });
    expect(outcome).toEqual({ kind: 'exited', code: 2 });
    expect(error.text()).toBe('/out.txt: Capabilities insufficient\n');
    expect(folder.readText('out.txt')).toBe('as it was');
  });

  it('reads a stream', async () => {
    const folder = new Folder();
    const stdin = new Blob(['from ', 'a stream\n']).stream();
    await run(made.copies, { stdin, preopens: { '/': folder } });
    expect(folder.readText('out.txt')).toBe('from a stream\n');
  });

  it('is traced', async () => {
    const lines: string[] = [];
    await run(made.copies, {
      preopens: { '/': new Folder() },
      trace: trace((event) => lines.push(traceLine(event))),
    });
    expect(lines.join('\n')).toMatch(/path_open.*out\.txt/);
    expect(lines.at(-1)).toMatch(/proc_exit/);
  });

  it('may trap, and the next one runs', async () => {
    expect(await run(made.traps)).toMatchObject({ kind: 'trapped', reason: 'abort' });
    expect(await run(made.copies)).toEqual({ kind: 'exited', code: 2 });
  });

  it('is not started when it is none, and why is a sentence', async () => {
    const nothing = run(new Uint8Array([1, 2, 3, 4, 5, 6, 7, 8]));
    await expect(nothing).rejects.toThrow(NotStarted);
    await expect(nothing).rejects.toThrow(/WebAssembly/);
    await expect(run(made.copies, { limits: { memoryPages: 1 } })).rejects.toThrow(/out of memory before it starts/);
    await expect(run(made.copies, { signal: AbortSignal.abort() })).rejects.toThrow(/abort/);
  });
});

describe('a folder', () => {
  it('holds what it was made from', () => {
    const folder = new Folder({ 'a.txt': 'text', sub: { 'b.bin': Uint8Array.of(1, 2) } });
    expect([...folder.paths()]).toEqual(['a.txt', 'sub/', 'sub/b.bin']);
    expect(folder.read('sub/b.bin')).toEqual(Uint8Array.of(1, 2));
    folder.write('new/c.txt', 'c');
    folder.remove('sub');
    expect([...folder.paths()]).toEqual(['a.txt', 'new/', 'new/c.txt']);
    expect(() => folder.read('sub')).toThrow('sub cannot be read');
  });

  it('has a limit', async () => {
    const folder = new Folder({}, { maxBytes: 3 });
    await run(made.copies, { stdin: 'more than three\n', preopens: { '/': folder } });
    expect(folder.read('out.txt').length).toBeLessThanOrEqual(3);
  });
});
