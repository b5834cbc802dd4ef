import type { Diagnostic } from '../../runtime/protocol/diagnostic.ts';
import type { WireKind } from '../../runtime/protocol/kernel.ts';
import type { ProjectSettings } from '../../runtime/protocol/project.ts';
import type { RunOutcome } from '../../runtime/protocol/run.ts';

/** One build and run, as the page saw it. Times in ms. */
export interface HarnessRun {
  readonly outcome: RunOutcome;
  readonly buildMs: number;
  /** From the request until all sources were compiled. */
  readonly compileMs: number;
  /** Sources that were being compiled at once, at most. */
  readonly mostAtWork: number;
  /** From the request to the first byte for the screen; undefined when there was none. */
  readonly firstOutputMs: number | undefined;
  /** From the request to the end of the run. */
  readonly totalMs: number;
  readonly screenBytes: number;
  /** The last few KB that were shown. */
  readonly tail: string;
}

export interface RunHow {
  /** As the defaults, but for these. */
  readonly settings?: Partial<ProjectSettings>;
  /** Its calls are watched. */
  readonly isTraced?: boolean;
}

/** The ways in which a program on a page can wait. */
export type PageWire = Exclude<WireKind, 'none'>;

/** What the harness page offers under `window.harness`: the kernel without the app around it. */
export interface Harness {
  /** Starts the machine; resolves when the toolchain is there. */
  boot(kind: PageWire): Promise<void>;
  /** Replaces a file of the project. */
  write(path: string, source: string): Promise<void>;
  /** Builds the project as it stands and runs it. */
  run(how: RunHow): Promise<HarnessRun>;
  /** Replaces main.c and asks for its diagnostics. */
  check(source: string): Promise<{ readonly ms: number; readonly diagnostics: readonly Diagnostic[] }>;
  /** Runs a program under @bjorn3/browser_wasi_shim, in the page's own thread; answers what it said. */
  underShim(program: readonly number[], args: readonly string[]): Promise<string>;
  /** ns of one message between two workers and back, for each of `batches`: the least a wire can cost. */
  pingPong(kind: PingKind, calls: number, batches: number): Promise<readonly number[]>;
}

/** Through shared memory with both sides spinning, through it with both asleep, or by postMessage. */
export type PingKind = 'spin' | 'sleep' | 'message';
