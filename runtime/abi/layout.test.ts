import { describe, expect, it } from 'vitest';
import {
  dirent,
  event,
  fdstat,
  filestat,
  iovec,
  prestat,
  struct,
  subscription,
  subscriptionClock,
  subscriptionFd,
  SUBSCRIPTION_PAYLOAD,
  SUBSCRIPTION_SIZE,
} from './layout.ts';

/** As wasi_snapshot_preview1's witx works them out. */
const WITX = [
  {
    name: 'filestat',
    of: filestat,
    size: 64,
    align: 8,
    offsets: { dev: 0, ino: 8, filetype: 16, nlink: 24, size: 32, atim: 40, mtim: 48, ctim: 56 },
  },
  {
    name: 'fdstat',
    of: fdstat,
    size: 24,
    align: 8,
    offsets: { fs_filetype: 0, fs_flags: 2, fs_rights_base: 8, fs_rights_inheriting: 16 },
  },
  { name: 'dirent', of: dirent, size: 24, align: 8, offsets: { d_next: 0, d_ino: 8, d_namlen: 16, d_type: 20 } },
  { name: 'prestat', of: prestat, size: 8, align: 4, offsets: { tag: 0, pr_name_len: 4 } },
  { name: 'iovec', of: iovec, size: 8, align: 4, offsets: { buf: 0, buf_len: 4 } },
  { name: 'event', of: event, size: 32, align: 8, offsets: { userdata: 0, error: 8, type: 10, nbytes: 16, flags: 24 } },
  {
    name: 'subscription_clock',
    of: subscriptionClock,
    size: 32,
    align: 8,
    offsets: { id: 0, timeout: 8, precision: 16, flags: 24 },
  },
  { name: 'subscription_fd_readwrite', of: subscriptionFd, size: 4, align: 4, offsets: { fd: 0 } },
] as const;

describe('struct layouts', () => {
  it.each(WITX)('$name takes $size bytes, with its fields where witx puts them', ({ of, size, align, offsets }) => {
    expect({ size: of.size, align: of.align, offsets: of.offsets }).toEqual({ size, align, offsets });
  });

  it('subscription takes 48 bytes, with the payload at 16', () => {
    expect({ size: SUBSCRIPTION_SIZE, payload: SUBSCRIPTION_PAYLOAD, tag: subscription.offsets.tag }).toEqual({
      size: 48,
      payload: 16,
      tag: 8,
    });
  });

  it('reads back what it wrote, little-endian, and touches nothing outside', () => {
    const odd = struct({ a: 'u8', b: 'u16', c: 'u32', d: 'u64' });
    const bytes = new Uint8Array(32).fill(0xee);
    const view = new DataView(bytes.buffer);
    const value = { a: 0x12, b: 0x3456, c: 0x789a_bcde, d: 0xf011_2233_4455_6677n };
    odd.write(view, 8, value);
    expect(odd.read(view, 8)).toEqual(value);
    expect([...bytes.subarray(8, 24)]).toEqual([
      0x12, 0xee, 0x56, 0x34, 0xde, 0xbc, 0x9a, 0x78, 0x77, 0x66, 0x55, 0x44, 0x33, 0x22, 0x11, 0xf0,
    ]);
    expect([...bytes.subarray(0, 8), ...bytes.subarray(24)]).toEqual(new Array(16).fill(0xee));
  });
});
