import { expect, it } from 'vitest';
import { compileModule } from './compile-module.ts';

const EMPTY = [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
/** A custom section named "x", of 2 MiB with its name. */
const LARGE = [0, 0x80, 0x80, 0x80, 0x01, 1, 0x78, ...new Uint8Array((2 << 20) - 2)];

it.each([
  ['small', Uint8Array.from(EMPTY)],
  ['large', Uint8Array.from([...EMPTY, ...LARGE])],
])('compiles a %s module, and rejects for what is none', async (_, bytes) => {
  const module = await compileModule(bytes);
  expect(WebAssembly.Module.customSections(module, 'x')).toHaveLength(bytes.length > 8 ? 1 : 0);
  bytes[0] = 1;
  await expect(compileModule(bytes)).rejects.toThrow(WebAssembly.CompileError);
});
