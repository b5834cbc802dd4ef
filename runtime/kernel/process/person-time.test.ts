import { describe, expect, it } from 'vitest';
import { bootGuest } from '../../testing/guest-fixture.ts';
import { policy, readWrite } from '../../policy/policy.ts';
import { Pipe } from '../devices/pipe.ts';

/** What a person types; the first read waits 3 s for it. */
class Typing extends Pipe {
  readonly isTyped = true;
}

function boot(stdin: Pipe) {
  const guest = bootGuest({
    stdin,
    idle: (time) => {
      time.monotonicNs += 3e9;
      stdin.push(new TextEncoder().encode('now'));
      return true;
    },
  });
  guest.sys.fd_read(0, ...guest.rooms(8).iovs, guest.alloc(4));
  return guest.process.personNs;
}

describe('the time for which a process waited for the person', () => {
  it('is what its reads of the keyboard took', () => {
    expect(boot(new Typing())).toBe(3e9);
  });

  it('is none for what another program sends', () => {
    expect(boot(new Pipe())).toBe(0);
  });

  it('is what the answer to a question took', () => {
    let answer = (): void => undefined;
    const { process, open } = bootGuest({
      tree: { file: 'x' },
      policy: policy({ ...readWrite('/project', '/'), ask: true }),
      asker: (_question, answered) => {
        answer = () => answered('once');
        return { dispose: () => undefined };
      },
      idle: (time) => {
        time.monotonicNs += 2e9;
        answer();
        return true;
      },
    });
    expect(open('file')).toBeTypeOf('number');
    expect(process.personNs).toBe(2e9);
  });

  it('is what a child waited, too, and once where both waited', () => {
    const { process, kernel, time } = bootGuest();
    const child = kernel.child(process, 'child', () => undefined);
    child.waitForPerson();
    time.monotonicNs += 2e9;
    process.waitForPerson();
    time.monotonicNs += 3e9;
    expect(process.personNs).toBe(5e9);
    child.finish({ kind: 'killed' });
    time.monotonicNs += 1e9;
    process.unpark();
    time.monotonicNs += 4e9;
    expect(process.personNs).toBe(6e9);
  });
});
