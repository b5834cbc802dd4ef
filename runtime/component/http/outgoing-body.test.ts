import { describe, expect, it } from 'vitest';
import type { Tagged } from '../canonical/types.ts';
import type { OutputStream } from '../wasi/streams.ts';
import { Fields } from './fields.ts';
import { OutgoingResponse } from './messages.ts';
import { OutgoingBody } from './outgoing-body.ts';

describe('a body that is written before its answer is given', () => {
  it('takes 64 KiB, and then says that it failed: no wait would make room', () => {
    const body = new OutgoingBody(new Fields());
    const stream = body.write().val as OutputStream;
    let written = 0;
    for (let asked = 0; asked < 100; asked++) {
      const room = stream.checkWrite();
      if (room.tag !== 'ok') break;
      expect(room.val).toBeGreaterThan(0n);
      written += 1024;
      expect(stream.write(new Uint8Array(1024)).tag).toBe('ok');
    }
    expect(written).toBe(65_536);
    expect((stream.checkWrite().val as Tagged).tag).toBe('last-operation-failed');
    body.finish(undefined);
    expect(stream.checkWrite()).toEqual({ tag: 'err', val: { tag: 'closed' } });
  });
});

describe('the status of an answer', () => {
  it.each([
    [0, 'err'],
    [100, 'err'],
    [199, 'err'],
    [200, 'ok'],
    [999, 'ok'],
    [1000, 'err'],
  ])('%i: %s', (status, tag) => {
    expect(new OutgoingResponse(new Fields()).setStatus(status).tag).toBe(tag);
  });
});
