import { framesOf as engineFrames } from '../guest/trap.ts';
import { here } from '../guest/call-stacks.ts';
import type { Debuggee } from './debug-link.ts';
import { TRAMPOLINE_FRAMES } from './hooks.ts';
import { framesOf } from './frames.ts';
import type { Site, Sites } from './instrument/sites.ts';

interface Activation {
  readonly record: number;
  file: string;
  line: number;
}

/**
 * Decides, as debuggers do, at which sites a step into ends: at the first line of a function that one of the user's has
 * called, and where the line is another than the frame's last one. A function that libc calls back is passed over.
 */
export class StepsInto {
  readonly #sites: Sites;
  readonly #isOwn: (functionIndex: number) => boolean;
  /** Outermost first: where each frame has been last. */
  #activations: Activation[] = [];
  /** Frames from this depth on are of a function that libc has called. */
  #passedOver = Infinity;
  #hasBegun = false;
  #last: { readonly depth: number; readonly site: Site } | undefined;

  constructor(sites: Sites, isOwn: (functionIndex: number) => boolean) {
    this.#sites = sites;
    this.#isOwn = isOwn;
  }

  /** Does the step end here? Called at every site. */
  ends({ memory }: Debuggee, site: Site, record: number): boolean {
    const isNew = memory.view.getUint32(record, true) === 0;
    memory.view.setUint32(record, site.number, true);
    const depth = this.#depthOf(memory, site, record);
    if (!this.#hasBegun) {
      if (site.function.name !== 'main') return false;
      this.#hasBegun = true;
      return this.#moveTo(depth, record, site);
    }
    if (depth > this.#passedOver) return false;
    if (isNew && !this.#isCalledByOwn()) {
      this.#passedOver = depth - 1;
      return false;
    }
    if (depth <= this.#passedOver) this.#passedOver = Infinity;
    const known = isNew ? undefined : this.#activations[depth - 1];
    if (known?.record === record && known.line === site.line && known.file === site.file) {
      this.#activations.length = depth;
      return false;
    }
    if (!isNew && this.#hasReturnedToSameLine(depth, site)) {
      this.#remember(depth, record, site);
      return false;
    }
    return this.#moveTo(depth, record, site);
  }

  /** Back from a call of which nothing is left to do, at a line of the number where the called function ended. */
  #hasReturnedToSameLine(depth: number, { isAfterCall, line, file }: Site): boolean {
    const { depth: from = 0, site } = this.#last ?? {};
    return isAfterCall && from > depth && site?.line === line && site.file === file;
  }

  #moveTo(depth: number, record: number, site: Site): true {
    this.#last = { depth, site };
    this.#remember(depth, record, site);
    return true;
  }

  #remember(depth: number, record: number, { file, line }: Site): void {
    this.#activations.length = Math.min(this.#activations.length, depth - 1);
    this.#activations[depth - 1] = { record, file, line };
  }

  /** Most sites are in the frame of the one before. */
  #depthOf(memory: Debuggee['memory'], site: Site, record: number): number {
    const known = this.#activations.findLastIndex((one) => one.record === record);
    return known >= 0 ? known + 1 : framesOf(memory, this.#sites, site, record).length;
  }

  #isCalledByOwn(): boolean {
    const [, caller] = engineFrames(here().stack ?? '').slice(TRAMPOLINE_FRAMES);
    return caller !== undefined && this.#isOwn(caller.functionIndex);
  }
}
