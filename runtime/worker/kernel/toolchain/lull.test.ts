import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Lull } from './lull.ts';

let done = 0;
const lull = (): Lull =>
  new Lull(() => {
    done++;
  });

beforeEach(() => {
  done = 0;
  vi.useFakeTimers();
});
afterEach(() => void vi.useRealTimers());

it('does its task once, two seconds after it fell due', () => {
  const one = lull();
  one.due();
  vi.advanceTimersByTime(1000);
  one.due();
  vi.advanceTimersByTime(999);
  expect(done).toBe(0);
  vi.advanceTimersByTime(10_000);
  expect(done).toBe(1);
});

it('waits for as long as somebody waits, and two seconds from then', () => {
  const one = lull();
  one.due();
  vi.advanceTimersByTime(1500);
  one.waited();
  one.due();
  vi.advanceTimersByTime(60_000);
  expect(done).toBe(0);
  one.over();
  vi.advanceTimersByTime(1999);
  expect(done).toBe(0);
  vi.advanceTimersByTime(1);
  expect(done).toBe(1);
});

it('does it again in the next lull', () => {
  const one = lull();
  for (let i = 0; i < 2; i++) {
    one.waited();
    one.over();
    vi.advanceTimersByTime(2000);
  }
  expect(done).toBe(2);
});
