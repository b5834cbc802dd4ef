import { expect, it } from 'vitest';
import type { ShownStop } from '../../../runtime/stops/stop.ts';
import { stateText } from './stop-text.ts';

const running = { phase: 'running', before: undefined } as const;
const typed = { isTyped: true, isAsking: false };

it('tells a question about a permission from reading the keyboard', () => {
  const waiting = { ...running, isWaiting: true };
  expect(stateText(waiting, typed)).toContain('reads the keyboard');
  expect(stateText(waiting, { ...typed, isAsking: true })).toBe(
    'Waiting for your answer: the program asks for a permission.',
  );
  expect(stateText(running, typed)).toContain('Running');
});

it('says in the past how a new future begins', () => {
  const stop = { reason: 'step', frames: [], position: 3, furthest: 9, note: undefined } as unknown as ShownStop;
  const debug = { phase: 'stopped', stop, before: undefined, outcome: undefined } as const;
  expect(stateText(debug, typed)).toContain('Typing in the terminal, or changing a value, begins a new future.');
  expect(stateText(debug, { ...typed, isTyped: false })).toMatch(/effect\. Changing a value begins a new future\.$/);
});
