import type { DirectoryInode } from '../../vfs/inode.ts';
import type { Ahead, BegunJob } from './machine.ts';
import type { RunningTool } from './running-tool.ts';

/** Command lines that are taken to come again: those of a check, a compiler and a linker. */
const MOST = 3;

type Begun = RunningTool<BegunJob>;

interface Start {
  readonly begin: (argv: readonly string[]) => Begun;
  /** What it is about to work on. */
  readonly project: () => DirectoryInode;
}

/**
 * Tools that have begun ahead of need. After an edit the same command lines mostly come again, and half
 * of what a tool does for a small program does not depend on it. Decision 0016.
 */
export class ToolsAhead {
  readonly #start: Start;
  /** The latest comes last. */
  #expected: readonly (readonly string[])[] = [];
  readonly #begun = new Map<string, { readonly tool: Begun; readonly project: DirectoryInode }>();

  constructor(ahead: Ahead, start: Start) {
    this.#start = start;
    ahead.whenAtRest(() => this.#begin());
  }

  /** `argv` has done well, and may well come again. */
  expect(argv: readonly string[]): void {
    this.#remove(argv);
    this.#expected = [...this.#expected, argv].slice(-MOST);
  }

  /** A tool that goes on from here, if `argv` has begun and its project is still the one that is open. */
  take(argv: readonly string[]): Begun | undefined {
    const key = keyOf(argv);
    const begun = this.#begun.get(key);
    if (!begun) return undefined;
    this.#begun.delete(key);
    if (begun.project !== this.#start.project()) {
      begun.tool.job.kill();
      return undefined;
    }
    begun.tool.job.release();
    return begun.tool;
  }

  #begin(): void {
    const keys = new Set(this.#expected.map(keyOf));
    for (const [key, { tool, project }] of this.#begun)
      if (!keys.has(key) || project !== this.#start.project()) {
        this.#begun.delete(key);
        tool.job.kill();
      }
    for (const argv of this.#expected) if (!this.#begun.has(keyOf(argv))) this.#beginOne(argv);
  }

  #beginOne(argv: readonly string[]): void {
    const key = keyOf(argv);
    const begun = { tool: this.#start.begin(argv), project: this.#start.project() };
    this.#begun.set(key, begun);
    void begun.tool.job.ended.then(({ kind }) => {
      if (this.#begun.get(key) !== begun) return;
      this.#begun.delete(key);
      // Killed for the sake of something new, it can begin again; what ends by itself would do so again.
      if (kind !== 'killed' || begun.tool.coming) this.#remove(argv);
    });
  }

  #remove(argv: readonly string[]): void {
    const key = keyOf(argv);
    this.#expected = this.#expected.filter((expected) => keyOf(expected) !== key);
  }
}

function keyOf(argv: readonly string[]): string {
  return argv.join('\0');
}
