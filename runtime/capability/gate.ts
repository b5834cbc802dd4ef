/**
 * A preopen that is granted as *ask*: until the user opens the gate, each call that needs it is asked
 * about. Directories opened beneath share it, so that one answer holds for all of it.
 */
export class Gate {
  #isOpen = false;

  /** Nothing more is asked about. */
  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** For the rest of the run. See `FdTable.openGate`, which lets the descriptors know. */
  open(): void {
    this.#isOpen = true;
  }
}
