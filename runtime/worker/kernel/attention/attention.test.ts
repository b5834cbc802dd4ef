import { describe, expect, it } from 'vitest';
import { DELAYS_MS } from '../../../protocol/delays.ts';
import { Attention, type BackgroundWork } from './attention.ts';
import { FakeClock } from './testing/fake-clock.ts';
import { IDLE_TASKS, type IdleTask } from './idle-tasks.ts';

/** Every idle task writes its name; background work lasts until it is finished or aborted. */
function boot() {
  const clock = new FakeClock();
  const attention = new Attention(clock);
  const did: string[] = [];
  for (const name of IDLE_TASKS) attention.whenIdle(name, () => void did.push(name));
  const finishers = new Map<string, () => void>();
  const begin = (kind: BackgroundWork, name: string): Promise<string | undefined> => {
    const answer = attention.background(kind, (signal) => {
      did.push(`${name} begins`);
      return new Promise<string>((resolve) => {
        finishers.set(name, () => resolve(`${name} is done`));
        signal.addEventListener('abort', () => {
          did.push(`${name} is aborted`);
          resolve('half of it');
        });
      });
    });
    void answer.then((result) => did.push(result ?? `${name} was overtaken`));
    return answer;
  };
  return {
    clock,
    attention,
    begin,
    finish: (name: string) => finishers.get(name)?.(),
    took: async (ms = 0): Promise<string[]> => {
      await clock.passes(ms);
      return did.splice(0);
    },
  };
}

describe('a run', () => {
  it('aborts a check, and holds the next one until it is over', async () => {
    const { attention, begin, finish, took } = boot();
    void begin('check', 'check 1');
    const finishRun = attention.urgent();
    void begin('check', 'check 2');
    expect(await took()).toEqual(['check 1 begins', 'check 1 is aborted', 'check 1 was overtaken']);
    finishRun();
    finish('check 2');
    expect(await took()).toEqual(['check 2 begins', 'check 2 is done']);
  });

  it('keeps a build ahead from beginning, which is resumed after the run', async () => {
    const { attention, begin, finish, took } = boot();
    const finishRun = attention.urgent();
    void begin('buildAhead', 'build');
    expect(await took(60_000)).toEqual([]);
    finishRun();
    expect(await took()).toEqual(['build begins']);
    finish('build');
    expect(await took()).toEqual(['build is done']);
  });

  it('has the build ahead that was held dropped where the project was edited meanwhile', async () => {
    const { attention, begin, took } = boot();
    const finishRun = attention.urgent();
    void begin('buildAhead', 'build');
    attention.edited();
    finishRun();
    expect(await took(60_000)).toEqual(['build was overtaken']);
  });

  it('goes on when the background is clear: what it can use is finished first, and the rest aborted', async () => {
    const { attention, begin, finish, took } = boot();
    void begin('buildAhead', 'useful');
    attention.urgent();
    const kept = attention.cleared(true).then(() => 'clear');
    expect(await took()).toEqual(['useful begins']);
    finish('useful');
    expect([await kept, await took()]).toEqual(['clear', ['useful is done']]);

    const other = boot();
    void other.begin('buildAhead', 'useless');
    other.attention.urgent();
    await other.attention.cleared(false);
    expect(await other.took()).toEqual(['useless begins', 'useless is aborted', 'useless was overtaken']);
  });
});

describe('background work', () => {
  it('is done one piece at a time, a check before a build ahead', async () => {
    const { attention, begin, finish, took } = boot();
    const finishRun = attention.urgent();
    void begin('buildAhead', 'build');
    void begin('check', 'check');
    finishRun();
    expect(await took()).toEqual(['check begins']);
    finish('check');
    expect(await took()).toEqual(['check is done', 'build begins']);
  });

  it('overtakes older work of its kind, but begins only when that has ended', async () => {
    const { begin, took } = boot();
    void begin('check', 'check 1');
    void begin('check', 'check 2');
    void begin('check', 'check 3');
    expect(await took()).toEqual([
      'check 1 begins',
      'check 1 is aborted',
      'check 2 was overtaken',
      'check 1 was overtaken',
      'check 3 begins',
    ]);
  });

  it('of an older text is aborted by an edit if it is a build ahead; a check goes on until the next one', async () => {
    const { attention, begin, took } = boot();
    void begin('buildAhead', 'build');
    attention.edited();
    expect(await took()).toEqual(['build begins', 'build is aborted', 'build was overtaken']);
    void begin('check', 'check');
    attention.edited();
    expect(await took()).toEqual(['check begins']);
  });

  it('is dropped when another project is opened', async () => {
    const { attention, begin, took } = boot();
    void begin('check', 'check');
    void begin('buildAhead', 'build');
    attention.drop();
    expect(await took()).toEqual(['check begins', 'check is aborted', 'build was overtaken', 'check was overtaken']);
  });

  it('that throws is over, and the next begins', async () => {
    const { attention, begin, took } = boot();
    const failing = attention.background('check', () => Promise.reject(new Error('a bug of ours')));
    void begin('buildAhead', 'build');
    await expect(failing).rejects.toThrow('a bug of ours');
    expect(await took()).toEqual(['build begins']);
  });
});

describe('idle tasks', () => {
  const allDue = (attention: Attention): void => {
    for (const name of [...IDLE_TASKS].reverse()) attention.due(name);
  };

  it('run after their delay, once, those that are ready together in the order of the list', async () => {
    const { attention, took } = boot();
    allDue(attention);
    allDue(attention);
    expect(await took(DELAYS_MS.prepareWorkers - 1)).toEqual([]);
    expect(await took(1)).toEqual(['beginTools', 'prepareWorkers']);
    expect(await took(DELAYS_MS.startCompiler)).toEqual(['startCompiler']);
    expect(await took(60_000)).toEqual(['lookThrough', 'keepDownloads', 'fetchUsualPart']);
  });

  it.each([
    ['a run is being built', (attention: Attention) => attention.urgent()],
    ['a tool is at work', (attention: Attention) => attention.occupied()],
  ])('wait while %s, and their whole delay from then', async (_, begin) => {
    const { attention, took } = boot();
    attention.due('startCompiler');
    expect(await took(DELAYS_MS.startCompiler - 1)).toEqual([]);
    const finish = begin(attention);
    attention.due('prepareWorkers');
    expect(await took(60_000)).toEqual([]);
    finish();
    finish();
    expect(await took(DELAYS_MS.startCompiler - 1)).toEqual(['prepareWorkers']);
    expect(await took(1)).toEqual(['startCompiler']);
  });

  it('wait for the last of several', async () => {
    const { attention, took } = boot();
    attention.due('prepareWorkers');
    const [first, second] = [attention.occupied(), attention.urgent()];
    first();
    expect(await took(60_000)).toEqual([]);
    second();
    expect(await took(60_000)).toEqual(['prepareWorkers']);
  });

  it('let a run go first that begins between two of them', async () => {
    const { attention, took } = boot();
    attention.whenIdle('beginTools', () => void attention.urgent());
    attention.due('beginTools');
    attention.due('prepareWorkers');
    expect(await took(60_000)).toEqual([]);
  });

  it('are put off by typing', async () => {
    const { attention, took } = boot();
    attention.due('keepDownloads');
    for (let key = 0; key < 5; key++) {
      expect(await took(DELAYS_MS.keepDownloads - 1)).toEqual([]);
      attention.edited();
    }
    expect(await took(DELAYS_MS.keepDownloads)).toEqual(['keepDownloads']);
  });

  it('run however long the user types', async () => {
    const { attention, took } = boot();
    attention.due('keepDownloads');
    attention.due('fetchUsualPart');
    const ran: string[] = [];
    for (let ms = 0; ms < DELAYS_MS.longestPostponement + DELAYS_MS.keepDownloads; ms += 100) {
      attention.edited();
      ran.push(...(await took(100)));
    }
    expect(ran).toEqual(['keepDownloads', 'fetchUsualPart']);
  });

  it('run although a task that goes before them is due again and again', async () => {
    const { attention, took } = boot();
    let times = 0;
    attention.whenIdle('beginTools', () => {
      times++;
      attention.due('beginTools');
    });
    attention.due('beginTools');
    attention.due('fetchUsualPart');
    expect(await took(DELAYS_MS.fetchUsualPart + 1)).toEqual(['fetchUsualPart']);
    expect(times).toBeGreaterThan(10);
  });
});

describe('starting the compiler', () => {
  it.each<readonly [string, (attention: Attention) => void]>([
    ['the project is edited', (attention) => attention.edited()],
    ['a tool has to run', (attention) => attention.hurry('startCompiler')],
  ])('waits no longer once %s, even while a run waits', async (_, happens) => {
    const { attention, took } = boot();
    const name: IdleTask = 'startCompiler';
    attention.urgent();
    attention.due(name);
    expect([attention.mayWait(name), await took(60_000)]).toEqual([true, []]);
    happens(attention);
    expect([attention.mayWait(name), await took()]).toEqual([false, [name]]);
    attention.due(name);
    expect(await took()).toEqual([name]);
  });
});
