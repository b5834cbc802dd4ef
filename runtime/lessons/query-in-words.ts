import type { LessonQuery } from './lesson.ts';

/** `successful path_open on a path with “x”`: goes after “no” and after “a”. */
export function queryInWords({ call, outcome, errno, failure, need, path, through }: LessonQuery): string {
  const what =
    call === 'unmatched' ? 'look-up by libc that no preopen covered' : call === undefined ? 'call' : `call of ${call}`;
  return [
    outcome === undefined ? '' : OUTCOMES[outcome],
    what,
    path === undefined ? '' : `with “${path}” in a path`,
    through === undefined ? '' : `through a descriptor of ${through}`,
    errno === undefined ? '' : `that failed with ${errno}`,
    failure === undefined ? '' : FAILURES[failure],
    need === undefined ? '' : `because ${need} was missing`,
  ]
    .filter((part) => part !== '')
    .join(' ');
}

const OUTCOMES = { ok: 'successful', refused: 'refused', error: 'failed', waiting: 'waiting' } as const;

const FAILURES = {
  errno: 'that failed',
  denied: 'that lacked a right',
  revoked: 'on a revoked descriptor',
  declined: 'that was answered with no',
  escaped: 'whose path stepped outside',
} as const;
