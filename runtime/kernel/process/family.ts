/** A program and all that it started, and that those started: processes that can have descriptors from one another. */
export class Family<Process> {
  readonly #members = new Set<Process>();
  /** Calls of all of them that were answered so far. */
  calls = 0;
  /** Called with each process that joins. */
  onJoin: (process: Process) => void = () => undefined;
  #last = -1;
  /** How many of them wait for the person, and since when one does. */
  #waiting = 0;
  #sinceNs = 0;
  #personNs = 0;

  /** Those that have not ended. */
  get members(): ReadonlySet<Process> {
    return this.#members;
  }

  /** Returns its number in the family: 0 is the program that began. */
  join(process: Process): number {
    this.#members.add(process);
    this.onJoin(process);
    return ++this.#last;
  }

  leave(process: Process): void {
    this.#members.delete(process);
  }

  /** One of them begins to wait for the person, at `nowNs`. */
  waitsForPerson(nowNs: number): void {
    if (this.#waiting++ === 0) this.#sinceNs = nowNs;
  }

  waitsNoLonger(nowNs: number): void {
    if (--this.#waiting === 0) this.#personNs += nowNs - this.#sinceNs;
  }

  /** ns until `nowNs` for which at least one of them has waited for the person. */
  personNs(nowNs: number): number {
    return this.#personNs + (this.#waiting === 0 ? 0 : nowNs - this.#sinceNs);
  }
}
