import { expect, it } from 'vitest';
import type { StdinPolicy } from '../../policy/policy.ts';
import { bootGuest } from '../../testing/guest-fixture.ts';
import { StreamInode } from '../../vfs/inode.ts';
import { SuppliedInput } from './devices.ts';
import { stdinOf } from './policy-stdin.ts';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const FILES = new Map([['data/in.txt', new Uint8Array([0xff, 0x00, 0x41])]]);

it.each<readonly [StdinPolicy, readonly number[]]>([
  [{ kind: 'terminal' }, [...bytesOf('typed')]],
  [{ kind: 'text', text: 'größer' }, [...bytesOf('größer')]],
  [{ kind: 'file', path: 'data/in.txt' }, [0xff, 0x00, 0x41]],
  [{ kind: 'empty' }, []],
])('reads what %j says, byte for byte, and then the end of input', (policy, expected) => {
  const { kernel } = bootGuest();
  const terminal = new StreamInode(kernel.devices, 'character_device', new SuppliedInput(bytesOf('typed')));
  const { stream } = stdinOf(kernel, policy, {
    terminal,
    readFile: (path) => {
      const bytes = FILES.get(path);
      if (!bytes) throw new Error(`no ${path}`);
      return bytes;
    },
  });
  const target = { bytes: new Uint8Array(64), start: 0, length: 64 };
  const count = stream.read(target);
  expect([...target.bytes.subarray(0, Number(count))]).toEqual(expected);
  expect(stream.read(target)).toBe(0);
});
