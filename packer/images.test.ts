import { describe, expect, it } from 'vitest';
import { findCompilerPackage, readSysroot } from './compiler-package.ts';
import { makeImages } from './images.ts';
import { destinationOf } from './selection.ts';
import { readTar } from './tar.ts';

const sysroot = await readSysroot(await findCompilerPackage());
const images = await makeImages({ package: sysroot, additions: [] });
const inC = new Set((await readTar(images.c)).map((entry) => entry.path));
const inCxx = new Set((await readTar(images.cxx)).map((entry) => entry.path));

describe('the C image', () => {
  it.each([
    'include/wasm32-wasip1/stdio.h',
    'include/wasm32-wasip1/wasi/api.h',
    'include/stddef.h',
    'include/stdatomic.h',
    'include/wasm_simd128.h',
    'lib/wasm32-wasip1/crt1-command.o',
    'lib/wasm32-wasip1/libc.a',
    'lib/wasm32-wasip1/libm.a',
    'lib/wasm32-wasip1/libsetjmp.a',
    'lib/wasm32-wasip1/libc-printscan-long-double.a',
    'lib/wasm32-wasip1/libwasi-emulated-signal.a',
    'lib/wasm32-wasip1/libwasi-emulated-mman.a',
    'lib/wasm32-wasip1/libwasi-emulated-process-clocks.a',
    'lib/wasm32-wasip1/libwasi-emulated-getpid.a',
    'lib/wasm32-unknown-wasip1/libclang_rt.builtins.a',
  ])('holds %s', (path) => {
    expect(inC).toContain(path);
  });

  it('holds nothing of C++, of other targets, or of a dynamic loader', () => {
    const strangers = [...inC].filter((path) => /c\+\+|\.so$|avx|altivec|neon|cuda|sanitizer/.test(path));
    expect(strangers).toEqual([]);
  });

  it('stays small, since every first visit fetches it', () => {
    expect(images.c.length).toBeLessThan(2.5e6);
  });

  it('takes our additions, with the directories they need', async () => {
    const path = 'lib/wasm32-wasip1/libours.a';
    const added = await makeImages({ package: [], additions: [{ kind: 'file', path, bytes: new Uint8Array(8) }] });
    expect((await readTar(added.c)).map((entry) => entry.path)).toEqual(['lib', 'lib/wasm32-wasip1', path]);
  });
});

describe('the C++ image', () => {
  it.each([
    'include/c++/v1/vector',
    'include/c++/v1/__config_site',
    'lib/wasm32-wasip1/libc++.a',
    'lib/wasm32-wasip1/libc++abi.a',
  ])('holds %s', (path) => {
    expect(inCxx).toContain(path);
  });

  it('repeats no file of the C image', async () => {
    const files = (await readTar(images.cxx)).filter((entry) => entry.kind === 'file');
    expect(files.filter((entry) => inC.has(entry.path))).toEqual([]);
  });
});

describe('the selection', () => {
  it('accounts for every file of the package', async () => {
    const files = sysroot.filter((entry) => entry.kind !== 'directory').length;
    const entries = [...(await readTar(images.c)), ...(await readTar(images.cxx))];
    const placed = entries.filter((entry) => entry.kind !== 'directory').length;
    expect(placed + images.leftOut.reduce((sum, row) => sum + row.files, 0)).toBe(files);
  });

  it('stops at a file no rule knows', () => {
    expect(() => destinationOf('lib/wasm64-wasip9/libc.a')).toThrow('no rule in selection.ts claims it');
  });

  it('gives the same bytes for the same package', async () => {
    const again = await makeImages({ package: sysroot.toReversed(), additions: [] });
    expect(Buffer.compare(again.c, images.c)).toBe(0);
    expect(Buffer.compare(again.cxx, images.cxx)).toBe(0);
  });
});
