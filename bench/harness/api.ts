import type { Diagnostic } from '../../runtime/protocol/diagnostic.ts';
import type { WireKind } from '../../runtime/protocol/kernel.ts';
import type { RunOutcome } from '../../runtime/protocol/run.ts';

/** One build and run, as the page saw it. Times in ms. */
export interface HarnessRun {
  readonly outcome: RunOutcome;
  readonly buildMs: number;
  /** From the request to the first byte for the screen; undefined when there was none. */
  readonly firstOutputMs: number | undefined;
  /** From the request to the end of the run. */
  readonly totalMs: number;
  readonly screenBytes: number;
  /** The last few KB that were shown. */
  readonly tail: string;
}

/** The ways in which a program on a page can wait. */
export type PageWire = Exclude<WireKind, 'none'>;

/** What the harness page offers under `window.harness`: the kernel without the app around it. */
export interface Harness {
  /** Starts the machine; resolves when the toolchain is there. */
  boot(kind: PageWire): Promise<void>;
  /** Replaces main.c, builds it and runs it. `args` as typed. `isTraced`: its calls are watched. */
  run(source: string, args: string, isTraced: boolean): Promise<HarnessRun>;
  /** Replaces main.c and asks for its diagnostics. */
  check(source: string): Promise<{ readonly ms: number; readonly diagnostics: readonly Diagnostic[] }>;
  /** ns of one message between two workers and back, for each of `batches`: the least a wire can cost. */
  pingPong(kind: PingKind, calls: number, batches: number): Promise<readonly number[]>;
}

/** Through shared memory with both sides spinning, through it with both asleep, or by postMessage. */
export type PingKind = 'spin' | 'sleep' | 'message';
