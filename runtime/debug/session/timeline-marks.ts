import type { MarkKind, TimelineMark } from '../../stops/stop.ts';

/** So many of a kind can be told apart on a timeline. */
const MOST_SHOWN = 100;
/** With more than these, the least distance between two of a kind doubles. */
const MOST_KEPT = 4096;

interface Kept {
  positions: number[];
  gap: number;
}

/** What happened in a run, by position. A run that is repeated adds nothing. */
export class TimelineMarks {
  readonly #kinds = new Map<MarkKind, Kept>();

  note(kind: MarkKind, position: number): void {
    const kept = this.#kinds.get(kind) ?? { positions: [], gap: 1 };
    if (position < (kept.positions.at(-1) ?? -Infinity) + kept.gap) return;
    kept.positions.push(position);
    this.#kinds.set(kind, kept);
    if (kept.positions.length <= MOST_KEPT) return;
    kept.gap *= 2;
    let last = -Infinity;
    kept.positions = kept.positions.filter((one) => {
      const isFar = one >= last + kept.gap;
      if (isFar) last = one;
      return isFar;
    });
  }

  /** What was at this position or later has not happened. */
  forgetFrom(position: number): void {
    for (const kept of this.#kinds.values()) kept.positions = kept.positions.filter((one) => one < position);
  }

  /** At most one of a kind in each hundredth of the run. */
  between(first: number, last: number): readonly TimelineMark[] {
    const width = Math.max(1, (last - first) / MOST_SHOWN);
    const marks: TimelineMark[] = [];
    for (const [kind, { positions }] of this.#kinds) {
      let slot = -1;
      for (const position of positions) {
        const own = Math.floor((position - first) / width);
        if (position < first || position > last || own === slot) continue;
        slot = own;
        marks.push({ kind, position });
      }
    }
    return marks.sort((a, b) => a.position - b.position);
  }
}
