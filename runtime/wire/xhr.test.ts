import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Frame, paramAt } from '../abi/frame.ts';
import { SYSCALL_NAMES } from '../abi/syscalls.ts';
import { bootGuest, DIR, READ_WRITE } from '../testing/guest-fixture.ts';
import { bytesOf, textOf } from '../vfs/testing/tree-fixture.ts';
import { FolderFiles } from '../vfs/folder-files.ts';
import { policy, readWrite } from '../policy/policy.ts';
import type { Answer } from '../policy/question.ts';
import type { Line, XhrEnd } from './wire.ts';
import { XhrExchange, XhrWire, type RelayedReply, type RelayedCall } from './xhr.ts';

afterEach(() => void vi.unstubAllGlobals());

/** A guest that asks for `fd_filestat_get` of its folder, through a service worker that the test plays. */
function boot() {
  let answer: ((answer: Answer) => void) | undefined;
  const guest = bootGuest({
    policy: policy({ ...readWrite('/project', '/'), ask: true }),
    asker: (_question, answered) => {
      answer = answered;
      return { dispose: () => undefined };
    },
  });
  const { port1, port2 } = new MessageChannel();
  const exchange = new XhrExchange(guest.kernel.host, 'https://example.test/calls/');
  exchange.connect(port1);
  const line = exchange.open();
  line.attach(guest.process);
  const frame = Frame.allocate(64);
  frame.syscall = SYSCALL_NAMES.indexOf('fd_filestat_get');
  frame.view.setUint32(paramAt(0), DIR, true);
  const replies: RelayedReply[] = [];
  port2.onmessage = ({ data }: MessageEvent<RelayedReply>) => replies.push(data);
  const turn = () => new Promise((resolve) => setTimeout(resolve, 5));
  return {
    ...guest,
    replies,
    turn,
    ask: async (ticket: number) => {
      // Nothing was queued before it.
      const bytes = Uint8Array.of(0, 0, 0, 0, ...frame.bytes.subarray(0, frame.requestLength));
      const request: RelayedCall = { line: 1, ticket, sequence: 1, bytes };
      port2.postMessage(request);
      await turn();
    },
    answer: (how: Answer) => answer?.(how),
    errno: () => {
      const bytes = replies.at(-1)?.bytes;
      if (!bytes) return undefined;
      const reply = Frame.allocate(64);
      reply.bytes.set(bytes);
      return reply.errnoName;
    },
    close: () => {
      line.close();
      port1.close();
      port2.close();
    },
  };
}

it('a request that is asked about is answered when the user has answered, also when it was asked for again', async () => {
  const { ask, answer, replies, turn, errno, close } = boot();
  await ask(1);
  expect(replies).toEqual([]);
  // The browser ended the service worker, and the guest's request came back.
  await ask(2);
  answer('once');
  await turn();
  expect([replies.map(({ ticket }) => ticket), errno()]).toEqual([[2], 'success']);
  close();
});

it('a request that waits fails when what it needs is revoked', async () => {
  const { ask, process, turn, errno, close } = boot();
  await ask(1);
  process.withdraw(() => process.fds.revoke(process.fds.byId(4)!));
  await turn();
  expect(errno()).toBe('notcapable');
  close();
});

/** A tool whose calls go through a service worker that carries each at once; `requests` counts them. */
function bootTool(maxBytes: number) {
  let requests = 0;
  let line: Line | undefined;
  let wire: XhrWire | undefined;
  const guest = bootGuest({
    volume: { maxBytes },
    wire: (_direct, kernel) => {
      const exchange = new XhrExchange(kernel.host, 'https://example.test/calls/');
      let reply: Uint8Array<ArrayBuffer> | undefined;
      const service = {
        postMessage: ({ bytes }: RelayedReply) => (reply = bytes),
        onmessage: (_message: Pick<MessageEvent<RelayedCall>, 'data'>) => undefined as unknown,
      };
      exchange.connect(service as unknown as MessagePort);
      vi.stubGlobal(
        'XMLHttpRequest',
        class {
          status = 0;
          response: ArrayBuffer | undefined;
          #sequence = 0;
          open(_method: string, url: string): void {
            this.#sequence = Number(new URL(url).searchParams.get('n'));
          }
          send(bytes: Uint8Array): void {
            requests++;
            service.onmessage({ data: { line: 1, ticket: requests, sequence: this.#sequence, bytes } });
            this.status = 200;
            this.response = reply?.buffer;
          }
        },
      );
      const opened = exchange.open();
      line = opened;
      wire = new XhrWire(opened.end as XhrEnd);
      return wire.forTools;
    },
  });
  line?.attach(guest.process, true);
  const { sys, iovecs, alloc, bytes } = guest;
  const written = alloc(4);
  return {
    ...guest,
    requests: () => requests,
    wire: () => wire,
    create: (name: string): number => {
      const opened = guest.open(name, { oflags: ['creat'], rights: READ_WRITE });
      if (typeof opened !== 'number') throw new Error(opened);
      return opened;
    },
    write: (fd: number, data: Uint8Array) => sys.fd_write(fd, ...iovecs([bytes(data)]), written),
    page: new FolderFiles(guest.project),
  };
}

describe('a tool that writes its files some bytes at a time', () => {
  it('makes few requests, and each byte is where it was written', () => {
    const { create, write, sys, alloc, requests, contentsOf } = bootTool(1 << 24);
    const fd = create('a.o');
    const expected = Uint8Array.from({ length: 30_000 }, (_, i) => 65 + (i % 53));
    const before = requests();
    for (const byte of expected) expect(write(fd, Uint8Array.of(byte))).toBe('success');
    // Object files have their header written last.
    expect(sys.fd_seek(fd, 4n, 0, alloc(8))).toBe('success');
    expect(write(fd, Uint8Array.of(49, 50))).toBe('success');
    expected.set([49, 50], 4);
    expect(sys.fd_close(fd)).toBe('success');
    // A write takes 16 bytes of the queue's 64 KiB.
    expect(requests() - before).toBeLessThan(15);
    expect(contentsOf('a.o') === textOf(expected)).toBe(true);
  });

  it('sends what it says with its next calls', () => {
    const { write, stdout, stderr, requests, sys } = bootTool(1 << 20);
    const before = requests();
    const said = Array.from({ length: 2000 }, (_, i) => `${i} `);
    for (const text of said) {
      expect(write(1, bytesOf(text))).toBe('success');
      expect(write(2, bytesOf(text))).toBe('success');
    }
    expect(() => sys.proc_exit(0)).toThrow();
    expect(requests() - before).toBeLessThan(10);
    expect([textOf(stdout.bytes), textOf(stderr.bytes)]).toEqual([said.join(''), said.join('')]);
  });

  it('has said everything when it traps', () => {
    const { write, stderr, requests, wire } = bootTool(1 << 20);
    for (const text of ['a', 'b', 'c']) expect(write(2, bytesOf(text))).toBe('success');
    const before = requests();
    wire()?.flush();
    wire()?.flush();
    expect([requests() - before, textOf(stderr.bytes)]).toEqual([1, 'abc']);
  });

  it('gets an error from the write or the close, or has written, whatever else is written there', () => {
    const step = fc.record({
      file: fc.nat(2),
      bytes: fc.oneof(fc.nat(40), fc.nat(700)),
      does: fc.oneof({ weight: 8, arbitrary: fc.constant('write') }, fc.constantFrom('page', 'close', 'stat')),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const { create, write, sys, page, alloc, contentsOf } = bootTool(2000);
        const names = ['a', 'b', 'c'];
        const fds = names.map(create);
        const expected = names.map(() => 0);
        const at = alloc(64);
        for (const { file, bytes, does } of steps) {
          const [fd = -1, name = ''] = [fds[file], names[file]];
          if (does === 'write') {
            const errno = write(fd, new Uint8Array(bytes));
            expect(['success', 'nospc']).toContain(errno);
            if (errno === 'success') expected[file] = (expected[file] ?? 0) + bytes;
          } else if (does === 'stat') expect(sys.fd_filestat_get(fd, at)).toBe('success');
          else if (does === 'close') {
            expect(sys.fd_close(fd)).toBe('success');
            fds[file] = create(name);
            expect(sys.fd_seek(fds[file], 0n, 2, at)).toBe('success');
          } else {
            try {
              page.write('page', new Uint8Array(bytes));
            } catch (error) {
              expect(String(error)).toMatch(/no space/i);
            }
          }
        }
        for (const fd of fds) expect(sys.fd_close(fd)).toBe('success');
        expect(names.map((name) => contentsOf(name).length)).toEqual(expected);
      }),
      { numRuns: 100 },
    );
  });
});
