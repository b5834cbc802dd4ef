import { withHarness } from '../drive/harness-page.ts';
import { NodeGuests } from '../drive/node-guest.ts';
import { measureUnderNodeWasi, measureUnderShim } from '../drive/peers.ts';
import { missing, type Figure, type Group, type Reference } from '../figure.ts';
import { numberSaid, programSource } from '../programs.ts';

const TARGETS = ['file', 'terminal'] as const;
const MILLION = 1e6;

/** A million `fd_write` of one byte: what an unbuffered program does, and a compiler writing an object. */
export const smallWrites: Group = {
  name: 'small-writes',
  async *measure({ browsers, isQuick }) {
    const count = isQuick ? 100_000 : MILLION;
    const seconds = (said: string): number => (numberSaid(said, 'ns') / 1e9) * (MILLION / count);
    const figure = (target: string, where: Figure['where'], said: string, reference?: Reference): Figure => ({
      name: `1,000,000 one-byte writes to a ${target}`,
      where,
      value: seconds(said),
      unit: 's',
      reference,
      note: count === MILLION ? undefined : `measured with ${count}`,
    });

    for (const browser of browsers) {
      try {
        yield* await withHarness(browser, 'shared', async (harness) => {
          const results: Figure[] = [];
          for (const target of TARGETS) {
            results.push(
              figure(target, browser, await harness.measure(programSource('small-writes'), `${target} ${count}`)),
            );
          }
          return results;
        });
      } catch (error) {
        yield missing({ name: '1,000,000 one-byte writes', where: browser, unit: 's' }, error);
      }
    }
    const guests = new NodeGuests();
    const program = await guests.build(programSource('small-writes'));
    for (const target of TARGETS) {
      const args = [target, String(count)];
      const said = await guests.measure(program, args);
      const peer = measureUnderNodeWasi(program, args);
      yield figure(target, 'node', said, peer === undefined ? undefined : { value: seconds(peer), what: 'node:wasi' });
      const shim = await measureUnderShim(program, args);
      if (shim !== undefined) yield figure(target, 'node', said, { value: seconds(shim), what: 'browser_wasi_shim' });
    }
  },
};
