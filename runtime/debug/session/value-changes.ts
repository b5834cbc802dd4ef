import { bytesToSet } from '../values/evaluate-expression.ts';
import type { ExpressionScope } from '../values/expression-value.ts';
import { ExpressionError, parseExpression } from '../../stops/parse-expression.ts';
import type { ValuePlace } from '../../stops/stop.ts';
import type { ProgramMemory } from '../program-memory.ts';

interface Change {
  readonly position: number;
  readonly address: number;
  readonly bytes: Uint8Array;
}

/** Values that the person has given to variables: an instance that comes to the same position again gets the same. */
export class ValueChanges {
  /** In the order in which they were made, which is that of their positions. */
  #changes: Change[] = [];

  /** Changes a value at the stop, and keeps how; answers with a sentence where that cannot be done. */
  change(
    scope: ExpressionScope,
    { target, value }: { readonly target: string; readonly value: string },
    position: number,
  ): string | undefined {
    try {
      const { address, bytes } = bytesToSet(scope, parseExpression(target), parseExpression(value));
      const change = { position, address, bytes };
      write(scope.memory, change);
      this.#changes.push(change);
      return undefined;
    } catch (error) {
      if (!(error instanceof ExpressionError)) throw error;
      return `${target} was not changed to ${value}: ${error.message}.`;
    }
  }

  /** The position of the next change after `here`. */
  next(here: number): number {
    return this.#changes.find(({ position }) => position > here)?.position ?? Infinity;
  }

  /** The instance has come to this position: was there anything to change? */
  apply(memory: ProgramMemory, position: number): boolean {
    const due = this.#changes.filter((change) => change.position === position);
    for (const change of due) write(memory, change);
    return due.length > 0;
  }

  /** The position of the last change of what lies at `place`, up to a position; undefined: there was none. */
  lastOf({ address, bytes }: ValuePlace, until: number): number | undefined {
    const isOf = (one: Change): boolean =>
      one.position <= until && one.address < address + bytes && address < one.address + one.bytes.length;
    return this.#changes.findLast(isOf)?.position;
  }

  /** What was changed later belongs to a future that was dropped. */
  forgetAfter(position: number): void {
    this.#changes = this.#changes.filter((one) => one.position <= position);
  }
}

function write(memory: ProgramMemory, { address, bytes }: Change): void {
  memory.bytes.set(bytes, address);
  memory.mark(address, bytes.length);
}
