/** Of one process: those that have ended are kept too, until they are waited for. */
const MOST_NOT_WAITED_FOR = 64;

/** A process that another one made. It is started once it was given what it is to hold. */
interface Child<Process> {
  readonly process: Process;
  isStarted: boolean;
}

/** What runs the children of one process. */
interface Starting<Process> {
  make(program: string): Process | 'again' | 'noent' | 'noexec';
  start(child: Process): void;
  end(child: Process): void;
}

/** What one process has made, and has not waited for yet. */
export class Children<Process extends { readonly number: number; readonly end: unknown }> {
  readonly #starting: Starting<Process>;
  readonly #children = new Map<number, Child<Process>>();

  constructor(starting: Starting<Process>) {
    this.#starting = starting;
  }

  /** Its number; or why there is none. */
  make(program: string): number | 'again' | 'noent' | 'noexec' {
    if (this.#children.size >= MOST_NOT_WAITED_FOR) return 'again';
    const process = this.#starting.make(program);
    if (typeof process === 'string') return process;
    this.#children.set(process.number, { process, isStarted: false });
    return process.number;
  }

  get(number: number): Child<Process> | undefined {
    return this.#children.get(number);
  }

  /** One that may still be given something, and started. */
  unstarted(number: number): Child<Process> | undefined {
    const child = this.#children.get(number);
    return child?.isStarted === false && child.process.end === undefined ? child : undefined;
  }

  start(child: Child<Process>): void {
    child.isStarted = true;
    this.#starting.start(child.process);
  }

  end({ process }: Child<Process>): void {
    this.#starting.end(process);
  }

  /** It has ended, and its parent knows. */
  remove(number: number): void {
    this.#children.delete(number);
  }

  endAll(): void {
    for (const child of this.#children.values()) this.end(child);
    this.#children.clear();
  }
}
