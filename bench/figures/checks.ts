import { NativeSanitizers } from '../drive/native-sanitizers.ts';
import { NodeGuests } from '../drive/node-guest.ts';
import type { Group } from '../figure.ts';
import { numberSaid, programSource } from '../programs.ts';
import { median, range, repeat, timedMs } from '../statistics.ts';

const WARM_UP = 10;
const MALLOC_MEGABYTES = '20';

/** What checks cost: ours beside programs without them, and what sanitizers cost natively. */
export const checks: Group = {
  name: 'checks',
  async *measure({ isQuick }) {
    const count = isQuick ? 6 : 30;
    using native = NativeSanitizers.find();
    const guests = { on: new NodeGuests(), off: new NodeGuests() };
    const hello = (i: number): string =>
      programSource('hello').replace('hello a', `hello ${String.fromCharCode(97 + (i % 26))}`);
    const builds = async (checked: 'on' | 'off'): Promise<readonly number[]> => {
      const times = await repeat(WARM_UP + count, (i) =>
        timedMs(() => guests[checked].build(hello(i), { checks: checked })),
      );
      return times.slice(WARM_UP);
    };
    const unchecked = median(await builds('off'));
    const checked = await builds('on');
    const figure = { where: 'node', unit: 'ms' } as const;
    yield {
      ...figure,
      name: 'warm compile and link of hello.c, checked',
      value: median(checked),
      reference: { value: unchecked, what: 'the same without checks' },
      goal: unchecked * 1.3,
      note: range(checked),
    };
    if (native) {
      const theirs = median(await repeat(isQuick ? 3 : 10, (i) => native.build(hello(i), 'address,undefined')));
      yield {
        ...figure,
        name: 'the same, beside native',
        value: median(checked),
        reference: { value: theirs, what: native.what },
        goal: theirs,
      };
    }
    for (const [name, most, args] of [
      ['cpu', 2, []],
      ['malloc', 3, [MALLOC_MEGABYTES]],
    ] as const) {
      const run = async (checks: 'on' | 'off'): Promise<readonly number[]> => {
        const program = await guests[checks].build(programSource(name), { checks });
        const said = await repeat(isQuick ? 2 : 5, () => guests[checks].measure(program, args));
        return said.map((text) => numberSaid(text, 'ns') / 1e6);
      };
      const plain = median(await run('off'));
      const slower = await run('on');
      const theirs = native && native.ratio(programSource(name), args);
      yield {
        ...figure,
        name: `${name}.c, checked`,
        value: median(slower),
        reference: { value: plain, what: 'the same without checks' },
        goal: plain * most,
        note: `${range(slower)}${theirs === undefined ? '' : `; natively, sanitizers take ${theirs.toFixed(1)} times as long as none`}`,
      };
    }
  },
};
