import { TextReader, Uint8ArrayWriter, ZipWriter } from '@zip.js/zip.js';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS, type ProjectSettings } from '../protocol/project.ts';
import { PROJECT_FILE } from './linked-project.ts';
import { MOST_IN_ZIP, readZip, type ZippedProject } from './read-zip.ts';

const readSettings = (value: unknown): ProjectSettings | undefined =>
  (value as { readonly v?: unknown } | undefined)?.v === 1 ? (value as ProjectSettings) : undefined;

async function read(bytes: Uint8Array): Promise<ZippedProject> {
  const found = await readZip(bytes, readSettings);
  if (!found.ok) throw new Error(found.error);
  return found.value;
}

const texts = ({ files }: ZippedProject): Readonly<Record<string, string>> =>
  Object.fromEntries([...files].map(([path, bytes]) => [path, new TextDecoder().decode(bytes)]));

const reasons = ({ refused }: ZippedProject): Readonly<Record<string, string>> =>
  Object.fromEntries(refused.map(({ path, reason }) => [path, reason]));

const C = strToU8('int main(void) { return 0; }');

describe('readZip', () => {
  it('brings back what a project was: files, empty folders, name and settings', async () => {
    const settings = { ...DEFAULT_SETTINGS, args: '-x', openFile: 'main.c' };
    const breakpoints = [{ file: 'main.c', line: 1, condition: 'i' }];
    const gone = { file: 'gone.c', line: 1 };
    const about = strToU8(JSON.stringify({ v: 1, name: 'Mine', settings, breakpoints: [...breakpoints, gone, 3] }));
    const found = await read(
      zipSync({ 'main.c': C, 'a/b.txt': strToU8('b'), 'empty/': new Uint8Array(), [PROJECT_FILE]: about }),
    );
    expect(found.name).toBe('Mine');
    expect(found.settings).toEqual(settings);
    expect(found.breakpoints).toEqual(breakpoints);
    expect(Object.keys(texts(found)).sort()).toEqual(['a/b.txt', 'main.c']);
    expect(found.folders).toEqual(['empty']);
    expect(found.refused).toEqual([]);
  });

  it('makes a project of any zip of C files, out of the one folder that holds them', async () => {
    const found = await read(
      zipSync({ 'week-1/': new Uint8Array(), 'week-1/main.c': C, 'week-1/lib/x.h': strToU8('') }),
    );
    expect(found.name).toBe('week-1');
    expect(found.settings).toBeUndefined();
    expect(Object.keys(texts(found)).sort()).toEqual(['lib/x.h', 'main.c']);
    expect(found.folders).toEqual([]);
  });

  it('keeps a file of that name that is none of ours', async () => {
    const found = await read(zipSync({ 'main.c': C, [PROJECT_FILE]: strToU8('{"scripts": 1}') }));
    expect(Object.keys(texts(found)).sort()).toEqual(['main.c', PROJECT_FILE]);
  });

  it('leaves out what cannot be a file of a project, each with its reason', async () => {
    const found = await read(
      zipSync({
        'main.c': C,
        '../up.c': C,
        'a/../../up.c': C,
        '/etc/passwd': C,
        'C:\\windows\\x.c': C,
        'sub\\win.c': C,
        'a//b.c': C,
        'x/./y.c': C,
        'main.c/inner.c': C,
        'right\u202eleft.c': C,
        '__MACOSX/._main.c': C,
        [`${'d/'.repeat(100)}deep.c`]: C,
      }),
    );
    expect(Object.keys(texts(found)).sort()).toEqual(['main.c', 'sub/win.c']);
    expect(Object.values(reasons(found)).sort()).toEqual([
      'a file of the zip has the name of its folder',
      'it leads out of the project',
      'it leads out of the project',
      'its name holds characters that cannot be shown',
      'its path has an empty name in it',
      'its path has an empty name in it',
      'its path is absolute',
      'its path is absolute',
      'its path is too long or too deep',
      'macOS puts it beside the files; it is not one of them',
    ]);
  });

  it('leaves out symbolic links, and the second entry of one path', async () => {
    const writer = new ZipWriter(new Uint8ArrayWriter(), { useWebWorkers: false });
    await writer.add('main.c', new TextReader('first'));
    await writer.add('passwd', new TextReader('/etc/passwd'), { unixMode: 0o120777, versionMadeBy: 0x314 });
    await writer.add('MAIN.C', new TextReader('second'));
    const bytes = await writer.close();
    // The library refuses to write a name twice.
    const at = Buffer.from(bytes).lastIndexOf('MAIN.C');
    bytes.set(strToU8('main.c'), at);
    const found = await read(bytes);
    expect(texts(found)).toEqual({ 'main.c': 'first' });
    expect(found.refused.map(({ reason }) => reason)).toEqual([
      'it is a symbolic link, which a project’s files cannot be',
      'the zip has this path twice, and the first one was taken',
    ]);
  });

  it('refuses a zip that unpacks to more than a project may hold, whatever it says of its sizes', async () => {
    const bomb = zipSync({ 'zeros.bin': new Uint8Array(MOST_IN_ZIP.bytes + 1) }, { level: 9 });
    expect(bomb.length).toBeLessThan(1 << 20);
    const refused = await readZip(bomb, readSettings);
    expect(refused).toMatchObject({ ok: false, error: 'The zip holds more than 64 MB. Nothing of it was opened.' });

    // The size stated in both headers is one byte.
    const view = new DataView(bomb.buffer, bomb.byteOffset);
    const central = Buffer.from(bomb).lastIndexOf(Buffer.from([0x50, 0x4b, 1, 2]));
    view.setUint32(22, 1, true);
    view.setUint32(central + 24, 1, true);
    const lying = await readZip(bomb, readSettings);
    if (lying.ok) expect(lying.value.files.size).toBe(0);
  });

  it('says of anything else that it is no zip', async () => {
    const error = 'It is not a zip file, or it is damaged.';
    for (const bytes of [new Uint8Array(), strToU8('PK'), C, zipSync({ 'main.c': C }).subarray(0, 60)])
      expect(await readZip(bytes, readSettings)).toEqual({ ok: false, error });
    const many = Object.fromEntries(
      Array.from({ length: MOST_IN_ZIP.files + 1 }, (_, n) => [`${n}`, new Uint8Array()]),
    );
    expect(await readZip(zipSync(many, { level: 0 }), readSettings)).toMatchObject({ ok: false });
  });

  it('leaves out a file whose bytes are damaged, and takes the others', async () => {
    const bytes = zipSync({ 'a.c': strToU8('int a; '.repeat(50)), 'b.c': strToU8('int b;') }, { level: 9 });
    bytes[40] = (bytes[40] ?? 0) ^ 0xff;
    const found = await read(bytes);
    expect(texts(found)).toEqual({ 'b.c': 'int b;' });
    expect(reasons(found)).toEqual({ '“a.c”': 'it is damaged' });
  });
});
