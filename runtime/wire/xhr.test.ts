import { expect, it } from 'vitest';
import { Frame, paramAt } from '../abi/frame.ts';
import { SYSCALL_NAMES } from '../abi/syscalls.ts';
import { bootGuest, DIR } from '../testing/guest-fixture.ts';
import { policy, readWrite } from '../policy/policy.ts';
import type { Answer } from '../policy/question.ts';
import { XhrExchange, type RelayedReply, type RelayedCall } from './xhr.ts';

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
      const request: RelayedCall = { line: 1, ticket, sequence: 1, bytes: frame.bytes.slice(0, frame.requestLength) };
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
