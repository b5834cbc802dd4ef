import type { PageWire } from '../harness/api.ts';
import { withHarness, type HarnessPage } from '../drive/harness-page.ts';
import { NodeGuests } from '../drive/node-guest.ts';
import { measureUnderNodeWasi } from '../drive/peers.ts';
import { missing, type Figure, type Group, type Reference } from '../figure.ts';
import { numbersSaid, programSource } from '../programs.ts';
import { median, range } from '../statistics.ts';

const CALLS = ['clock_time_get', 'fd_tell', 'fd_read'] as const;
const BATCHES = 20;
/** ns a call that we aim at; a request that has to be sent as a message is another matter. */
const GOAL_NS = { shared: 10_000, suspending: 60_000, xhr: 10_000_000 } as const;
/** Calls in a batch: enough to be measured by the coarse clock of a page that is not isolated. */
const CALLS_A_BATCH = { shared: 2000, suspending: 250, xhr: 10 } as const;

/** One system call that changes nothing, there and back. */
export const roundTrip: Group = {
  name: 'round-trip',
  async *measure({ browsers, isQuick }) {
    for (const browser of browsers) {
      for (const wire of ['shared', 'suspending', 'xhr'] as const) {
        const calls = CALLS_A_BATCH[wire] / (isQuick ? 5 : 1);
        try {
          yield* await withHarness(browser, wire, async (harness) => {
            const said = await harness.measure(programSource('round-trip'), `${calls} ${BATCHES}`);
            const reference = await least(harness, wire, calls);
            return figures(said, browser, wire, GOAL_NS[wire], () => reference);
          });
        } catch (error) {
          yield missing({ name: `system call, ${wire}`, where: browser, unit: 'µs' }, error);
        }
      }
    }
    const guests = new NodeGuests();
    const program = await guests.build(programSource('round-trip'));
    const args = [isQuick ? 2000 : 20_000, BATCHES].map(String);
    const peer = measureUnderNodeWasi(program, args);
    const said = await guests.measure(program, args);
    yield* figures(said, 'node', 'direct', undefined, (name) =>
      peer === undefined ? undefined : { value: median(numbersSaid(peer, name)) / 1000, what: 'node:wasi' },
    );
  },
};

type ReferenceOf = (call: string) => Reference | undefined;

function figures(
  said: string,
  where: Figure['where'],
  wire: PageWire | 'direct',
  goalNs: number | undefined,
  referenceOf: ReferenceOf,
): readonly Figure[] {
  const results: Figure[] = [];
  for (const call of CALLS) {
    const us = numbersSaid(said, call).map((ns) => ns / 1000);
    results.push({
      name: `${call}, ${wire} wire`,
      where,
      value: median(us),
      unit: 'µs',
      reference: referenceOf(call),
      goal: goalNs === undefined ? undefined : goalNs / 1000,
      note: range(us, 1),
    });
  }
  return results;
}

/** The least that this browser could take: two workers that do nothing but answer each other. */
async function least(harness: HarnessPage, wire: PageWire, calls: number): Promise<Reference | undefined> {
  if (wire === 'xhr') return undefined;
  const ns = median(await harness.pingPong(wire === 'shared' ? 'spin' : 'message', calls, BATCHES));
  return { value: ns / 1000, what: wire === 'shared' ? 'two workers that only spin' : 'two workers by postMessage' };
}
