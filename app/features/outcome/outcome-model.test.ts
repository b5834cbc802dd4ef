import { expect, it } from 'vitest';
import { DEFAULT_POLICY } from '../../../runtime/policy/policy.ts';
import type { TraceEvent } from '../../../runtime/trace/event.ts';
import { ownLine, refusedRows } from './outcome-model.ts';

const LIBC = { function: 'open', file: '/usr/src/open.c', line: 9 };

function unmatched(seq: number, path: string, stack: number): TraceEvent {
  return { kind: 'unmatched', seq, atMs: 0, stack, path, nearest: { folder: '/project', guest: '/' } };
}

it('names the innermost line of the project, beneath the C library', () => {
  expect(ownLine([LIBC, { function: 'main', file: '/project/main.c', line: 7 }])).toEqual({ file: 'main.c', line: 7 });
  expect(ownLine([LIBC])).toBeUndefined();
});

it('lists a refusal once for each line that it comes from, and says how often', () => {
  const places = new Map([
    [1, [{ function: 'main', file: '/project/main.c', line: 3 }]],
    [2, [{ function: 'main', file: '/project/main.c', line: 3 }]],
    [3, [{ function: 'main', file: '/project/main.c', line: 8 }]],
  ]);
  const events = [unmatched(1, '/etc/x', 1), unmatched(2, '/etc/x', 2), unmatched(3, '/etc/x', 3)];
  const rows = refusedRows({ run: 1, policy: DEFAULT_POLICY, events, count: 3, places });
  expect(rows.map(({ at, times }) => [at?.line, times])).toEqual([
    [3, 2],
    [8, 1],
  ]);
  expect(rows[0]?.why.because[0]).toContain('"/etc/x"');
});
