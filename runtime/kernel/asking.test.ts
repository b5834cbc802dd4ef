import { CallStacks } from '../guest/call-stacks.ts';
import { describe, expect, it } from 'vitest';
import { NO_RIGHTS, rights } from '../abi/rights.ts';
import { bootGuest, DIR, type GuestOptions } from '../cli/guest-fixture.ts';
import { bindSuspending } from '../guest/bind.ts';
import { GuestMemory } from '../guest/guest-memory.ts';
import { policy, readOnly, readWrite } from '../policy/policy.ts';
import type { Answer, Question } from '../policy/question.ts';
import { PortLine, PortWire } from '../wire/suspending.ts';

type Asked = Omit<Question, 'id'>;

const ASKING = { ...readWrite('/project', '/'), ask: true };

/** A guest whose folder is granted as *ask*; `answers` are given in order, the last one from then on. */
function boot(answers: readonly Answer[], options: GuestOptions = {}) {
  const asked: Asked[] = [];
  const guest = bootGuest({
    tree: { file: 'abcdef', dir: { inner: 'inside' } },
    policy: { preopens: [ASKING] },
    asker: (question) => {
      asked.push(question);
      return answers[Math.min(asked.length, answers.length) - 1] ?? 'refuse';
    },
    ...options,
  });
  return {
    ...guest,
    asked,
    read: (fd: number | string) => guest.sys.fd_read(Number(fd), ...guest.rooms(4).iovs, guest.alloc(4)),
    unlink: (path: string) => guest.sys.path_unlink_file(DIR, ...guest.text(path)),
  };
}

describe('a preopen granted as ask', () => {
  it('is there, and is not asked about, for whoever only looks what there is', () => {
    const { sys, alloc, asked } = boot(['refuse']);
    expect([
      sys.fd_prestat_get(DIR, alloc(8)),
      sys.fd_prestat_dir_name(DIR, alloc(1), 1),
      sys.fd_fdstat_get(DIR, alloc(24)),
      sys.fd_close(DIR),
    ]).toEqual(new Array(4).fill('success'));
    expect(asked).toEqual([]);
  });

  it('says what the call would do', () => {
    const { open, unlink, asked } = boot(['refuse']);
    open('dir/inner', { rights: ['fd_read', 'fd_write'], oflags: ['creat', 'trunc'] });
    unlink('file');
    expect(asked).toEqual([
      {
        program: 'guest',
        call: 'path_open',
        path: '/dir/inner',
        preopen: '/',
        folder: '/project',
        purposes: ['read', 'write', 'create', 'empty'],
      },
      {
        program: 'guest',
        call: 'path_unlink_file',
        path: '/file',
        preopen: '/',
        folder: '/project',
        purposes: ['delete'],
      },
    ]);
  });

  it('allowed once, answers for the call and the file it opened', () => {
    const { open, read, asked } = boot(['once', 'refuse']);
    const file = open('file', { rights: ['fd_read'] });
    expect([read(file), read(file)]).toEqual(['success', 'success']);
    expect(open('file', { rights: ['fd_read'] })).toBe('notcapable');
    expect(asked).toHaveLength(2);
  });

  it('allowed once, a folder may be listed, and what lies in it is asked about', () => {
    const { open, sys, alloc, asked } = boot(['once', 'refuse']);
    const dir = Number(open('dir', { oflags: ['directory'] }));
    expect(sys.fd_readdir(dir, alloc(256), 256, 0n, alloc(4))).toBe('success');
    expect(open('inner', { dir, rights: ['fd_read'] })).toBe('notcapable');
    expect(asked.map(({ path, purposes }) => [path, ...purposes])).toEqual([
      ['/dir', 'list'],
      ['/dir/inner', 'read'],
    ]);
  });

  it('allowed for the run, is not asked about again, nor what was opened beneath it', () => {
    const { open, unlink, asked } = boot(['once', 'run', 'refuse']);
    const dir = Number(open('dir', { oflags: ['directory'] }));
    expect([unlink('file'), typeof open('inner', { dir, rights: ['fd_read'] })]).toEqual(['success', 'number']);
    expect(asked).toHaveLength(2);
  });

  it('refused, fails this call and asks about the next', () => {
    const { open, asked, process } = boot(['refuse', 'once']);
    expect(open('file')).toBe('notcapable');
    // A look-up that asks nobody finds nothing it could use.
    expect(process.fds.get(DIR, rights('path_open'))).toMatchObject({ ok: false, error: { kind: 'declined' } });
    expect(typeof open('file')).toBe('number');
    expect(asked).toHaveLength(2);
  });

  it('refused for the run, is revoked', () => {
    const { open, asked, process } = boot(['never']);
    expect([open('file'), open('file')]).toEqual(['notcapable', 'notcapable']);
    expect(asked).toHaveLength(1);
    const found = process.fds.get(DIR, NO_RIGHTS);
    expect(found.ok && found.value.capability.isRevoked).toBe(true);
  });

  it('is not asked about when the call would be refused anyway', () => {
    const { open, unlink, asked } = boot(['run'], {
      policy: { preopens: [{ ...readOnly('/project', '/'), ask: true }] },
    });
    expect([unlink('file'), open('new', { oflags: ['creat'] })]).toEqual(['notcapable', 'notcapable']);
    expect(asked).toEqual([]);
  });

  it('is refused where nobody can be asked', () => {
    const { sys, text, alloc } = bootGuest({ policy: { preopens: [ASKING] } });
    expect(sys.path_filestat_get(DIR, 0, ...text('file'), alloc(64))).toBe('notcapable');
  });

  it('asks about both ends of a rename, and renames when both are allowed', () => {
    const { sys, text, asked, at } = boot(['once', 'once'], {
      policy: { preopens: [ASKING, { ...readWrite('/project', '/again'), ask: true }] },
    });
    expect(sys.path_rename(DIR, ...text('file'), DIR + 1, ...text('moved'))).toBe('success');
    expect(asked.map(({ path }) => path)).toEqual(['/file', '/again/moved']);
    expect(at('moved').kind).toBe('regular_file');
  });
});

describe('where the guest is in another thread', () => {
  /** Questions wait until they are answered. */
  function waiting() {
    const questions: { readonly question: Asked; readonly answered: (answer: Answer) => void; isGone: boolean }[] = [];
    const guest = bootGuest({
      tree: { file: 'abcdef' },
      policy: policy(ASKING),
      asker: (question, answered) => {
        const one = { question, answered, isGone: false };
        questions.push(one);
        return { dispose: () => void (one.isGone = true) };
      },
    });
    const line = new PortLine(guest.kernel.host);
    line.attach(guest.process);
    const memory = new GuestMemory();
    memory.attach(guest.memory);
    const wire = new PortWire(line.end);
    const imports = bindSuspending({ wire, memory, stacks: new CallStacks(() => undefined) });
    const stat = (): Promise<number> =>
      imports.path_filestat_get(DIR, 0, ...guest.text('file'), guest.alloc(64), 0, 0, 0, 0);
    const question = async () => {
      const count = questions.length;
      while (questions.length === count) await new Promise((resolve) => setTimeout(resolve));
      return questions[count]!;
    };
    return { ...guest, line, stat, question, questions, wire };
  }

  it.each([
    ['once', 0],
    ['run', 0],
    ['refuse', 76],
    ['never', 76],
  ] as const)('the call waits for the answer %s', async (answer, errno) => {
    const { stat, question, line } = waiting();
    const asked = question();
    const result = stat();
    (await asked).answered(answer);
    expect(await result).toBe(errno);
    line.close();
  });

  it('a question goes when the program is ended, or what it is about is revoked', async () => {
    const { stat, question, process, line } = waiting();
    const first = question();
    const result = stat();
    const asked = await first;
    process.withdraw(() => process.fds.revoke(process.fds.byId(4)!));
    expect([asked.isGone, await result]).toEqual([true, 76]);
    line.close();

    const other = waiting();
    const second = other.question();
    void other.stat();
    const left = await second;
    other.process.finish({ kind: 'killed' });
    expect(left.isGone).toBe(true);
    other.line.close();
  });
});
