import { withHarness } from '../drive/harness-page.ts';
import { NodeGuests } from '../drive/node-guest.ts';
import { measureUnderNodeWasi } from '../drive/peers.ts';
import { missing, type Figure, type Group } from '../figure.ts';
import { runUnderShim } from '../harness/under-shim.ts';
import { numberSaid, programSource } from '../programs.ts';

const TARGETS = ['file', 'terminal'] as const;
type Target = (typeof TARGETS)[number];
const MILLION = 1e6;
/** The shim copies a file whenever it grows: a million would take minutes. */
const SHIM_FILE_WRITES = 20_000;
/** µs amortised. */
const GOAL = 0.3;

/** A million `fd_write` of one byte: what an unbuffered program does, and a compiler writing an object. */
export const smallWrites: Group = {
  name: 'small-writes',
  async *measure({ browsers, isQuick }) {
    const count = isQuick ? 100_000 : MILLION;
    const shimCount = (target: Target): number => (target === 'file' ? SHIM_FILE_WRITES : count);
    const each = (said: string, writes: number): number => numberSaid(said, 'ns') / 1000 / writes;
    const name = (target: Target): string => `one-byte write to a ${target}, one of ${count.toLocaleString('en')}`;
    const figure = (
      target: Target,
      where: Figure['where'],
      said: string,
      peer?: { readonly said: string; readonly what: string; readonly writes: number },
    ): Figure => ({
      name: name(target),
      where,
      value: each(said, count),
      unit: 'µs',
      goal: GOAL,
      reference: peer && { value: each(peer.said, peer.writes), what: peer.what },
      note: peer && peer.writes < count ? `reference with ${peer.writes} writes` : undefined,
    });
    const shim = (said: string, writes: number) => ({ said, writes, what: 'browser_wasi_shim in the same thread' });

    const guests = new NodeGuests();
    const program = await guests.build(programSource('small-writes'));
    for (const browser of browsers) {
      try {
        yield* await withHarness(browser, 'shared', async (harness) => {
          const results: Figure[] = [];
          for (const target of TARGETS) {
            const said = await harness.measure(programSource('small-writes'), `${target} ${count}`);
            const writes = shimCount(target);
            const peer = await harness.underShim(program, [target, String(writes)]);
            results.push(figure(target, browser, said, shim(peer, writes)));
          }
          return results;
        });
      } catch (error) {
        yield missing({ name: name('file'), where: browser, unit: 'µs' }, error);
      }
    }
    for (const target of TARGETS) {
      const said = await guests.measure(program, [target, String(count)]);
      const peer = measureUnderNodeWasi(program, [target, String(count)]);
      yield figure(
        target,
        'node',
        said,
        peer === undefined ? undefined : { said: peer, writes: count, what: 'node:wasi' },
      );
      const writes = shimCount(target);
      const module = new WebAssembly.Module(program);
      yield figure(target, 'node', said, shim(runUnderShim(module, [target, String(writes)]), writes));
    }
  },
};
