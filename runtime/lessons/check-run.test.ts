import { expect, it } from 'vitest';
import { policy, readOnly, readWrite, type Policy } from '../policy/policy.ts';
import type { CallEvent, TraceEvent } from '../trace/event.ts';
import { missingFor, type Evidence, type SeenStop } from './check-run.ts';
import type { ShownValue } from '../stops/stop.ts';
import type { CheckRule } from './lesson.ts';

function call(seq: number, name: CallEvent['call'], change: Partial<CallEvent> = {}): CallEvent {
  const outcome = { kind: 'returned', results: {} } as const;
  return {
    kind: 'call',
    seq,
    nth: seq,
    atMs: 0,
    call: name,
    args: {},
    fds: [],
    walks: [],
    tookMs: 0,
    outcome,
    ...change,
  };
}

const NOTE = { param: 'fd', fd: 4, kind: 'regular_file', path: '/data/note.txt' } as const;
const TRACE: readonly TraceEvent[] = [
  call(1, 'fd_read', { fds: [NOTE] }),
  call(2, 'fd_write', {
    fds: [NOTE],
    outcome: {
      kind: 'failed',
      errno: 'notcapable',
      failure: { kind: 'denied', need: ['fd_write'], have: ['fd_read'] },
    },
  }),
  { kind: 'unmatched', seq: 3, atMs: 0, path: '/etc/passwd', nearest: { folder: '/', guest: '/' } },
  call(4, 'fd_read', { fds: [NOTE], outcome: { kind: 'waiting' } }),
];

const value = (name: string, text: string, parts: ShownValue[] = []): ShownValue => ({ name, type: '', text, parts });
const STOP: SeenStop = {
  ...{ file: 'main.c', line: 9 },
  variables: [value('p', '0x1000', [value('*p', '{next = NULL}', [value('next', 'NULL')])])],
  globals: [value('total', '2')],
};

function evidence(change: Partial<Evidence> = {}, granted: Policy = policy(readOnly('/project', '/'))): Evidence {
  const use = { base: [], inheriting: [], isTouched: false };
  const uses = {
    preopens: granted.preopens.map(() => use),
    listen: [],
    stdin: false,
    clocks: false,
    random: false,
    args: false,
    environ: false,
    openFiles: 0,
  };
  return {
    outcome: { kind: 'exited', code: 1 },
    report: { policy: granted, uses, comparison: undefined },
    output: 'one\r\n\x1b[31mtwo\x1b[0m\r\n',
    trace: TRACE,
    stops: [STOP],
    isTraceCut: false,
    ...change,
  };
}

it.each<readonly [CheckRule, string | undefined]>([
  [{ kind: 'exit', code: 1 }, undefined],
  [{ kind: 'exit', code: 0 }, 'The program should end with exit status 0, and it ended with 1.'],
  [{ kind: 'exit', code: 134 }, 'The program should end with exit status 134, and it ended with 1.'],
  [{ kind: 'output-contains', text: 'one\ntwo' }, undefined],
  [{ kind: 'output-contains', text: 'three' }, 'The terminal did not show “three”.'],
  [{ kind: 'output-lacks', text: 'two' }, 'The terminal showed “two”.'],
  [{ kind: 'output-matches', pattern: /^two$/mu }, undefined],
  [{ kind: 'output-matches', pattern: /^one two$/mu }, 'The terminal did not show what was asked for.'],
  [{ kind: 'trace-has', events: [{ call: 'fd_write', failure: 'denied', need: 'fd_write' }] }, undefined],
  [
    { kind: 'trace-has', events: [{ call: 'fd_write', need: 'fd_read' }] },
    'The trace has no call of fd_write because fd_read was missing.',
  ],
  [{ kind: 'trace-has', events: [{ call: 'fd_read' }, { call: 'fd_write' }] }, undefined],
  [
    { kind: 'trace-has', events: [{ call: 'fd_write' }, { call: 'fd_read' }] },
    'After a call of fd_write, the trace has no call of fd_read.',
  ],
  [{ kind: 'trace-has', events: [{ call: 'unmatched', path: 'passwd' }] }, undefined],
  [{ kind: 'trace-has', events: [{ through: '/data/note.txt', outcome: 'ok' }] }, undefined],
  [
    { kind: 'trace-has', events: [{ call: 'fd_read', through: '/data' }] },
    'The trace has no call of fd_read through a descriptor of /data.',
  ],
  [{ kind: 'trace-lacks', event: { call: 'path_open' } }, undefined],
  [{ kind: 'trace-lacks', event: { errno: 'notcapable' } }, 'The trace has a call that failed with notcapable.'],
  [{ kind: 'value', file: 'main.c', line: 9, of: 'p->next', is: /^NULL$/u }, undefined],
  [{ kind: 'value', file: 'main.c', line: 9, of: 'total', is: /^3$/u }, 'At line 9, total was “2”.'],
  [{ kind: 'value', file: 'main.c', line: 9, of: 'q', is: /^3$/u }, 'At line 9 there is no q.'],
  [
    { kind: 'value', file: 'main.c', line: 8, of: 'total', is: /^2$/u },
    'The program did not stop at line 8. Press Debug, go there, and then to the end.',
  ],
  [{ kind: 'policy-least' }, 'The run was granted more than it needed.'],
  [{ kind: 'policy-within', folders: new Map() }, 'The folder /project was granted, as /.'],
  [
    { kind: 'policy-within', folders: new Map([['/project', ['path_open']]]) },
    'On / the right fd_fdstat_set_flags was granted.',
  ],
])('%j: %s', (rule, missing) => expect(missingFor(rule, evidence())).toBe(missing));

it('lets a policy be smaller than it may be', () => {
  const { base, inheriting } = readWrite('/project', '/');
  const folders = new Map([['/project', [...base, ...inheriting]]]);
  expect(missingFor({ kind: 'policy-within', folders }, evidence())).toBeUndefined();
  expect(missingFor({ kind: 'policy-within', folders }, evidence({}, policy()))).toBeUndefined();
});

it('does not take the absence of an event for granted where events are missing', () => {
  const rule = { kind: 'trace-lacks', event: { call: 'path_open' } } as const;
  expect(missingFor(rule, evidence({ isTraceCut: true }))).toContain('cannot be known');
});

it('says that no program ran', () => {
  const none = evidence({ report: undefined, outcome: { kind: 'not-compiled', errors: 1 } });
  expect(missingFor({ kind: 'output-lacks', text: 'x' }, none)).toBe('No program ran.');
});

it('knows a trap by the status that a shell shows', () => {
  const trapped = evidence({ outcome: { kind: 'trapped', reason: 'bad-pointer', message: 'x', stack: [] } });
  expect(missingFor({ kind: 'exit', code: 134 }, trapped)).toBeUndefined();
  expect(missingFor({ kind: 'exit', code: 0 }, trapped)).toContain('it trapped');
});
