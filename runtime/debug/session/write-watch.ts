import type { NamedPlace } from '../../stops/stop.ts';
import type { Debuggee } from '../debug-link.ts';
import type { DebugProgram } from '../debug-program.ts';
import { beginOf, frameBelow } from '../frames.ts';
import { MOST_STORED, RECORD_POSITION } from '../instrument/layout.ts';
import type { Site } from '../instrument/sites.ts';

/** A write to a watched place. */
export interface Write {
  readonly place: NamedPlace;
  readonly position: number;
  /** The line that writes; undefined: none of the user's. */
  readonly site: Site | undefined;
  /** The position at which its call came to that line. */
  readonly lineAt: number;
  /** What is there is another than before. */
  readonly isChange: boolean;
}

/** Has an instance say when it writes to one of some places. */
export class WriteWatch {
  readonly #program: DebugProgram;
  readonly #debuggee: Debuggee;
  readonly #places: readonly NamedPlace[];
  /** What was there when it was looked at last. */
  readonly #before: Uint8Array[];

  constructor(program: DebugProgram, debuggee: Debuggee, places: readonly NamedPlace[]) {
    this.#program = program;
    this.#debuggee = debuggee;
    this.#places = places;
    this.#before = places.map((place) => this.#bytesOf(place));
    if (places.length === 0) return;
    const from = Math.min(...places.map(({ address }) => address)) - MOST_STORED + 1;
    const end = Math.max(...places.map(({ address, bytes }) => address + bytes));
    debuggee.switches.watch(from, end - from);
  }

  /** The person has changed something: what is written from here on is compared to that. */
  refresh(): void {
    for (const [i, place] of this.#places.entries()) this.#before[i] = this.#bytesOf(place);
  }

  /** The places that a write has reached. `record`: where the writing frame's record begins; 0: libc or the host wrote. */
  *writes(address: number, bytes: number, record: number): Generator<Write> {
    for (const [i, place] of this.#places.entries()) {
      if (address >= place.address + place.bytes || place.address >= address + bytes) continue;
      if (!this.#isThere(place)) continue;
      const now = this.#bytesOf(place);
      const isChange = this.#before[i]?.some((byte, at) => byte !== now[at]) ?? false;
      this.#before[i] = now;
      const { position } = this.#debuggee.switches;
      yield { place, position, ...this.#line(record), isChange };
    }
  }

  /** The line that the writing call is at; a call that has not come to a line is set up by the one that called it. */
  #line(record: number): Pick<Write, 'site' | 'lineAt'> {
    const { memory, switches } = this.#debuggee;
    const { sites } = this.#program;
    const known = record === 0 ? undefined : sites.get(memory.view.getUint32(record, true));
    const at = known ? record : frameBelow(memory, sites, record === 0 ? switches.top : record)?.record;
    if (at === undefined) return { site: undefined, lineAt: switches.position };
    const site = known ?? sites.get(memory.view.getUint32(at, true));
    return { site, lineAt: switches.whole(memory.view.getUint32(at + RECORD_POSITION, true)) };
  }

  /** The call whose variable it is has begun, and has not returned. */
  #isThere({ call, began }: NamedPlace): boolean {
    const { memory, switches } = this.#debuggee;
    return call === undefined || (call < switches.top && beginOf(memory, call) === began);
  }

  #bytesOf({ address, bytes }: NamedPlace): Uint8Array {
    return this.#debuggee.memory.bytes.slice(address, address + bytes);
  }
}
