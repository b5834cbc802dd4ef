import { expect, it } from 'vitest';
import type { DebugEvent, ShownStop } from '../../../stops/stop.ts';
import { StandingStill } from './standing-still.ts';

it('counts the time between a stop and going on, and what follows the last stop', () => {
  let now = 0;
  const still = new StandingStill(() => now);
  const heard = (atMs: number, event: DebugEvent): void => {
    now = atMs;
    still.heard(event);
  };
  const stopped: DebugEvent = { type: 'stopped', stop: {} as ShownStop };
  heard(100, stopped);
  // Told again, as after a change of the breakpoints.
  heard(300, stopped);
  heard(1100, { type: 'running' });
  heard(1110, { type: 'waiting', isWaiting: true });
  heard(1150, { type: 'waiting', isWaiting: false });
  heard(1200, stopped);
  now = 5200;
  expect(still.ms).toBe(1000 + 4000);
});
