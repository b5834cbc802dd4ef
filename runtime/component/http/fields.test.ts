import { describe, expect, it } from 'vitest';
import { Fields } from './fields.ts';

const FORBIDDEN = { tag: 'err', val: { tag: 'forbidden' } };
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('headers', () => {
  it('hold as much as a head may, and no more, however it is added', () => {
    const fields = new Fields();
    let added = 0;
    while (added < 100_000 && fields.append('x', bytes('1234')).tag === 'ok') added++;
    expect(added).toBe(Math.floor(65_536 / 9));
    expect(fields.append('x', bytes('1234'))).toEqual(FORBIDDEN);
    expect(fields.set('y', [bytes('x'.repeat(60_000))])).toEqual(FORBIDDEN);
    expect(fields.has('y')).toBe(false);
    expect(fields.clone().append('x', bytes('1234'))).toEqual(FORBIDDEN);
    // What takes the place of something only has to fit without it.
    expect(fields.set('X', [bytes('x'.repeat(60_000))]).tag).toBe('ok');
    expect(fields.delete('x').tag).toBe('ok');
    expect(fields.append('y', bytes('x'.repeat(65_000))).tag).toBe('ok');
    expect(Fields.fromList([['x', bytes('x'.repeat(66_000))]])).toEqual(FORBIDDEN);
  });

  it('of an answer are those that the machine does not send itself', () => {
    const asked = new Fields(
      [
        ['Host', bytes('here')],
        ['X-Own', bytes('1')],
        ['Transfer-Encoding', bytes('chunked')],
      ],
      true,
    );
    const copy = asked.clone();
    expect(copy.get('host')).toHaveLength(1);
    expect(copy.sendable()).toEqual([['X-Own', bytes('1')]]);
  });
});
