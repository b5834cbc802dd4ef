import { CallStacks } from '../../guest/call-stacks.ts';
import { describe, expect, it } from 'vitest';
import { NO_RIGHTS, rights, type RightName } from '../../abi/rights.ts';
import { bootGuest, DIR, type GuestOptions } from '../../testing/guest-fixture.ts';
import { bindSuspending } from '../../guest/bind.ts';
import { GuestMemory } from '../../guest/guest-memory.ts';
import { policy, readOnly, readWrite } from '../../policy/policy.ts';
import type { Answer, Question } from '../../policy/question.ts';
import { wishText } from '../../policy/question-words.ts';
import { link } from '../../vfs/testing/tree-fixture.ts';
import { PortLine, PortWire } from '../../wire/suspending.ts';

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
  it('is there, and is not asked about, for a call that only looks what there is', () => {
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
        whole: 'read-write',
      },
      {
        program: 'guest',
        call: 'path_unlink_file',
        path: '/file',
        preopen: '/',
        folder: '/project',
        purposes: ['delete'],
        whole: 'read-write',
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
    // A look-up that may not ask finds nothing it could use.
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

  it('is refused where no user can be asked', () => {
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

describe('a question names what is then possible', () => {
  const OPEN_ROOM = readWrite('/project/rw', '/rw');
  const TREE = { file: 'abcdef', other: 'o', l: link('file'), ro: { secret: 's' }, rw: { mine: 'm' } };
  const RW = DIR + 1;

  function bootBoth(answers: readonly Answer[]) {
    const guest = boot(answers, { tree: TREE, policy: { preopens: [ASKING, OPEN_ROOM] } });
    const number = (opened: number | string): number => {
      if (typeof opened === 'string') throw new Error(opened);
      return opened;
    };
    return { ...guest, number, wishes: () => guest.asked.map(wishText) };
  }

  it.each<readonly [readonly RightName[], string]>([
    [['fd_read'], 'read /file'],
    [['fd_read', 'fd_filestat_set_size'], 'read and write to /file'],
    [['fd_read', 'fd_allocate'], 'read and write to /file'],
    [['fd_allocate'], 'write to /file'],
    [['fd_filestat_get'], 'look at /file'],
  ])('opening with %j', (rights, wish) => {
    const { open, wishes } = bootBoth(['once']);
    open('file', { rights, inheriting: [] });
    expect(wishes()).toEqual([wish]);
  });

  it('to set times is asked about when it is done, for libc asks for the right whenever it opens', () => {
    const { open, number, sys, read, wishes, at } = bootBoth(['once', 'refuse', 'once']);
    const file = number(open('file', { rights: ['fd_read', 'fd_filestat_set_times'], inheriting: [] }));
    const before = at('file').mtim;
    expect([read(file), sys.fd_filestat_set_times(file, 0n, 0n, 4)]).toEqual(['success', 'notcapable']);
    expect(at('file').mtim).toBe(before);
    expect(sys.fd_filestat_set_times(file, 0n, 0n, 4)).toBe('success');
    expect(wishes()).toEqual(['read /file', 'change the times of /file', 'change the times of /file']);
  });

  it('a folder that may be looked through may not have its times set', () => {
    const { open, number, sys, wishes } = bootBoth(['once', 'refuse']);
    const dir = number(open('ro', { oflags: ['directory'] }));
    expect(sys.fd_filestat_set_times(dir, 0n, 0n, 4)).toBe('notcapable');
    expect(wishes()).toEqual(['see what is in /ro', 'change the times of /ro']);
  });

  it('renaming names both paths, and what is replaced', () => {
    const { sys, text, wishes } = bootBoth(['refuse']);
    sys.path_rename(DIR, ...text('file'), DIR, ...text('other'));
    sys.path_rename(DIR, ...text('file'), DIR, ...text('new'));
    sys.path_rename(RW, ...text('mine'), DIR, ...text('other'));
    expect(wishes()).toEqual([
      'move /file to /other, and replace the file that is there',
      'move /file to /new',
      'move /rw/mine to /other, and replace the file that is there',
    ]);
  });

  it('a link out of the folder says what it lets happen without another question', () => {
    const { sys, text, open, number, wishes, asked, iovecs, alloc, contentsOf } = bootBoth(['once', 'refuse']);
    expect(sys.path_link(DIR, 0, ...text('ro/secret'), RW, ...text('copy'))).toBe('success');
    expect([wishes()[0], asked[0]?.afterwards]).toEqual([
      'give /ro/secret the second name /rw/copy, a hard link',
      'read-and-change',
    ]);
    const copy = number(open('copy', { dir: RW, rights: ['fd_write'], inheriting: [] }));
    expect(sys.fd_write(copy, ...iovecs([text('x')]), alloc(4))).toBe('success');
    expect([contentsOf('ro/secret'), asked.length]).toEqual(['x', 1]);
  });

  it('where a path leads elsewhere, it says where', () => {
    const { open, sys, text, wishes } = bootBoth(['refuse']);
    open('l', { rights: ['fd_write'], inheriting: [] });
    sys.path_unlink_file(DIR, ...text('ro/../l'));
    sys.path_symlink(...text('../x'), DIR, ...text('s'));
    expect(wishes()).toEqual([
      'write to /l, which is /file',
      'delete /ro/../l, which is /l',
      'create /s, a symbolic link to ../x',
    ]);
  });

  it('an answer is for what was asked: when that has changed meanwhile, it is asked again', () => {
    const questions: Asked[] = [];
    const guest = bootGuest({
      tree: TREE,
      policy: policy(ASKING),
      asker: (question, answered) => {
        questions.push(question);
        if (questions.length > 1) return 'refuse';
        // A file is put there while the question stands.
        guest.project.link('new', guest.at('other'));
        later = () => answered('once');
        return { dispose: () => undefined };
      },
      idle: () => {
        later();
        return true;
      },
    });
    let later = (): void => undefined;
    expect(guest.sys.path_rename(DIR, ...guest.text('file'), DIR, ...guest.text('new'))).toBe('notcapable');
    expect(questions.map(wishText)).toEqual([
      'move /file to /new',
      'move /file to /new, and replace the file that is there',
    ]);
  });

  it('under modern, a file opened with no right is one that can be read', () => {
    const { open, asked } = boot(['once'], { policy: { preopens: [ASKING], personality: 'modern' } });
    open('file', { rights: [], inheriting: [] });
    open('file', { rights: ['fd_write', 'fd_read'], inheriting: [] });
    expect(asked.map(wishText)).toEqual(['read /file', 'read and write to /file']);
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
