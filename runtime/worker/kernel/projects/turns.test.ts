import { expect, it } from 'vitest';
import { Turns } from './turns.ts';

it('begins each when the one before has ended, also where that failed', async () => {
  const turns = new Turns();
  const said: string[] = [];
  const work = (name: string, fails = false) =>
    turns.take(async () => {
      said.push(`${name} begins`);
      await Promise.resolve();
      said.push(`${name} ends`);
      if (fails) throw new Error(name);
    });
  const all = [work('a'), work('b', true), work('c')];
  await Promise.allSettled(all);
  expect(said).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
  expect(turns.underway).toBeUndefined();
});

it('lets what waited between two turns go between them', async () => {
  const turns = new Turns();
  const said: string[] = [];
  const first = turns.take(async () => {
    await Promise.resolve();
    said.push('first');
  });
  const between = (async () => {
    await turns.underway;
    said.push('between');
  })();
  const second = turns.take(() => {
    said.push('second');
    return Promise.resolve();
  });
  await Promise.all([first, between, second]);
  expect(said).toEqual(['first', 'between', 'second']);
});
