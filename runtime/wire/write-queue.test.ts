import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { allocateQueue, QueueReader, QueueWriter } from './write-queue.ts';

function boot() {
  const buffer = allocateQueue();
  const [writer, reader] = [new QueueWriter(buffer), new QueueReader(buffer)];
  const write = (fd: number, bytes: readonly number[]): boolean => {
    const at = writer.reserve(fd, bytes.length);
    if (at === -1) return false;
    writer.bytes.set(bytes, at);
    writer.commit();
    return true;
  };
  const look = (isGathering = true): string | undefined => {
    const entry = reader.peek(isGathering);
    if (!entry) return undefined;
    const { fd, seekTo, bytes, start, length } = entry;
    return seekTo === undefined ? `${fd}: ${bytes.slice(start, start + length).join()}` : `${fd} to ${seekTo}`;
  };
  const take = (isGathering?: boolean): string | undefined => {
    const seen = look(isGathering);
    if (seen !== undefined) reader.drop();
    return seen;
  };
  return { write, seek: (fd: number, offset: number) => writer.seek(fd, offset), look, take };
}

describe('the write queue', () => {
  it('puts short writes to one descriptor together, up to whatever else comes', () => {
    const { write, seek, take } = boot();
    write(3, [1]);
    write(3, [2, 3]);
    write(3, []);
    write(4, [4]);
    write(4, [5]);
    seek(4, 0);
    write(4, [6]);
    expect([take(), take(), take(), take(), take()]).toEqual(['3: 1,2,3', '4: 4,5', '4 to 0', '4: 6', undefined]);
  });

  it('gives each by itself to who asks for that', () => {
    const { write, take } = boot();
    write(3, [1]);
    write(3, [2]);
    expect([take(false), take(false), take(false)]).toEqual(['3: 1', '3: 2', undefined]);
  });

  it('shows at least the same again until it is dropped', () => {
    const { write, look, take } = boot();
    write(3, [1]);
    expect(look()).toBe('3: 1');
    write(3, [2]);
    expect(look()).toBe('3: 1,2');
    expect(take()).toBe('3: 1,2');
    expect(take()).toBeUndefined();
  });

  it('loses, doubles and mixes up nothing, however often it goes round', () => {
    const step = fc.record({
      fd: fc.integer({ min: 3, max: 4 }),
      length: fc.oneof({ weight: 9, arbitrary: fc.nat(9) }, { weight: 1, arbitrary: fc.nat(8192) }),
      takes: fc.nat(2),
      isGathering: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 400 }), (steps) => {
        const { write, take } = boot();
        const sent: string[] = [];
        const came: string[] = [];
        let next = 0;
        const receive = (isGathering: boolean): boolean => {
          const [fd = '', bytes = ''] = take(isGathering)?.split(': ') ?? [];
          for (const byte of bytes.split(',')) if (byte !== '') came.push(`${fd} ${byte}`);
          return fd !== '';
        };
        for (const { fd, length, takes, isGathering } of steps) {
          const bytes = Array.from({ length }, () => next++ & 255);
          while (!write(fd, bytes)) receive(isGathering);
          for (const byte of bytes) sent.push(`${fd} ${byte}`);
          for (let i = 0; i < takes; i++) receive(isGathering);
        }
        while (receive(true));
        expect(came.join(';')).toBe(sent.join(';'));
      }),
      { numRuns: 60 },
    );
  });
});
