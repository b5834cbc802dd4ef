/**
 * The kernel worker asks the page for process workers: a worker that starts others itself waits for the page each time,
 * and Firefox can leave it waiting for good. Once started, a process worker and the kernel talk past the page.
 */
export type ToPage =
  /** A worker; the kernel has the other end of `port`. */
  | { readonly type: 'start'; readonly id: number; readonly port: MessagePort }
  | { readonly type: 'end'; readonly id: number };

/** Page → kernel worker. */
export type FromPage =
  /** Our own code failed in a process worker. */
  { readonly type: 'failed'; readonly id: number; readonly message: string };

/** Page → process worker, first of all. */
export interface Introduction {
  readonly kernel: MessagePort;
}
