import { expect, it } from 'vitest';
import type { Host } from '../../../kernel/host.ts';
import type { TraceEvent } from '../../../trace/event.ts';
import { TraceFeed } from './trace-feed.ts';

function boot() {
  const due: (() => void)[] = [];
  const sent: { readonly seqs: readonly number[]; readonly dropped: number; readonly isLast: boolean }[] = [];
  const host: Pick<Host, 'timer'> = {
    timer: (_ms, task) => {
      due.push(task);
      return { dispose: () => undefined };
    },
  };
  const feed = new TraceFeed(true, host as Host, (events, dropped, isLast) =>
    sent.push({ seqs: events.map(({ seq }) => seq), dropped, isLast }),
  );
  const record = (from: number, to: number): void => {
    for (let seq = from; seq <= to; seq++) feed.record(event(seq));
  };
  return { feed, sent, record, wait: () => due.splice(0).forEach((task) => task()) };
}

function event(seq: number): TraceEvent {
  return { kind: 'unmatched', seq, atMs: 0, path: '', nearest: { folder: '/', guest: '/' } };
}

it('sends a batch at a time, each when the one before was taken in', () => {
  const { feed, sent, record, wait } = boot();
  record(1, 2500);
  expect(sent).toEqual([]);
  wait();
  expect(sent.map(({ seqs }) => seqs.length)).toEqual([1000]);
  feed.taken();
  feed.taken();
  expect(sent.map(({ seqs }) => [seqs[0], seqs.at(-1)])).toEqual([
    [1, 1000],
    [1001, 2000],
    [2001, 2500],
  ]);
});

it('keeps at least the last 100,000 events for a page that is too slow, and counts the others', () => {
  const { feed, sent, record, wait } = boot();
  record(1, 10);
  wait();
  record(11, 500_000);
  feed.end();
  for (let i = 0; i < 1000 && sent.at(-1)?.isLast !== true; i++) feed.taken();
  const all = sent.flatMap(({ seqs }) => seqs);
  expect(all.length).toBeGreaterThan(100_000);
  expect(all.at(-1)).toBe(500_000);
  expect(all.length + (sent.at(-1)?.dropped ?? 0)).toBe(500_000);
  expect(sent.filter(({ isLast }) => isLast)).toHaveLength(1);
});

it('says nothing of a run that was not watched', () => {
  const { feed, sent } = boot();
  feed.end();
  expect(sent).toEqual([]);
});

it('waits for a stack that comes later than the call made from it', async () => {
  const { feed } = boot();
  const frames = [{ function: 'main', offset: 1 }] as never;
  feed.stack(1, frames);
  let found: unknown;
  const asked = feed.framesOf([1, 2]).then((stacks) => (found = stacks));
  await Promise.resolve();
  expect(found).toBeUndefined();
  feed.stack(2, frames);
  await asked;
  expect(found).toEqual([frames, frames]);
});

it('does not wait without end for a stack that a killed program still had to send', async () => {
  const { feed, wait } = boot();
  const asked = feed.framesOf([0, 7]);
  wait();
  expect(await asked).toEqual([[], []]);
});
