import type { Policy } from './policy.ts';

/** A listening socket that a policy grants, and the number of its descriptor. */
export interface GrantedListener {
  readonly port: number;
  readonly fd: number;
}

const FIRST_PREOPEN = 3;

/** They come after the folders. */
export function grantedListeners({
  preopens,
  listen,
}: Pick<Policy, 'preopens' | 'listen'>): readonly GrantedListener[] {
  return listen.map(({ port }, i) => ({ port, fd: FIRST_PREOPEN + preopens.length + i }));
}
