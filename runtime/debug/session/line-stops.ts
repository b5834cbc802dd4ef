import { framesOf } from '../frames.ts';
import type { Site, Sites } from '../instrument/sites.ts';
import type { ProgramMemory } from '../program-memory.ts';

interface Activation {
  readonly record: number;
  file: string;
  line: number;
}

/** Where a person sees the program be: the first site of a call, or one at another line than the call's last. */
export class LineStops {
  readonly #sites: Sites;
  readonly #memory: ProgramMemory;
  /** Outermost first. */
  #activations: Activation[] | undefined;

  constructor(sites: Sites, memory: ProgramMemory) {
    this.#sites = sites;
    this.#memory = memory;
  }

  /** The program has come to `site`: how deep it is, and whether a person sees it move. */
  come(site: Site, record: number): { readonly depth: number; readonly isNew: boolean } {
    const hasBegun = this.#memory.view.getUint32(record, true) === 0;
    this.#memory.view.setUint32(record, site.number, true);
    const known = this.#activations ?? this.#outer(site, record);
    this.#activations = known;
    let depth = known.findLastIndex((one) => one.record === record) + 1;
    if (depth === 0) {
      while ((known.at(-1)?.record ?? -1) > record) known.pop();
      depth = known.length + 1;
    }
    known.length = Math.min(known.length, depth);
    const last = hasBegun ? undefined : known[depth - 1];
    const isNew = last?.line !== site.line || last.file !== site.file;
    known[depth - 1] = { record, file: site.file, line: site.line };
    return { depth, isNew };
  }

  /** Sites have passed unseen. */
  forget(): void {
    this.#activations = undefined;
  }

  /** The frames that called this one, at the lines where they did. */
  #outer(site: Site, record: number): Activation[] {
    const [, ...outer] = framesOf(this.#memory, this.#sites, site, record);
    return outer.reverse().map((frame) => ({ record: frame.record, file: frame.site.file, line: frame.site.line }));
  }
}
