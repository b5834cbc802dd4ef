import { CHECKED_PAGES } from '../abi/checked-program.ts';
import { isCheckedProgram } from '../guest/check-report.ts';
import { limitMemory, memoriesOf, tooMuchMemoryText } from '../guest/limit-memory.ts';
import type { Item } from './binary/component-items.ts';
import { Unreadable } from './binary/unreadable.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/**
 * How much memory each module of a component may have: what it needs at the start, and an equal part of what is left, so
 * that all of them together never have more than `pages`. Nearly every component has one memory, which may have it all.
 */
export class MemoryShares {
  readonly #sparePages: number;
  /** The modules with a memory of their own, and how many pages they start with. */
  readonly #neededPages = new Map<Bytes, number>();
  readonly #compiled = new Map<Bytes, WebAssembly.Module>();
  readonly #bytesOf = new WeakMap<WebAssembly.Module, Bytes>();
  readonly #started = new Set<Bytes>();

  constructor(items: readonly Item[], pages: number) {
    for (const bytes of modulesIn(items)) {
      const [memory, another] = memoriesOf(bytes);
      if (another)
        throw new Unreadable('A module of this component has more than one memory, which is not supported here');
      if (memory?.is64Bit)
        throw new Unreadable('A module of this component has a memory of 64 bits, which is not supported here');
      const shadow = isCheckedProgram(bytes) ? CHECKED_PAGES : 0;
      if (memory) this.#neededPages.set(bytes, Math.max(0, memory.minPages - shadow));
    }
    const needsPages = [...this.#neededPages.values()].reduce((sum, one) => sum + one, 0);
    if (needsPages > pages) throw new Unreadable(tooMuchMemoryText({ needsPages, mayPages: pages }));
    this.#sparePages = Math.floor((pages - needsPages) / Math.max(1, this.#neededPages.size));
  }

  /** The module with the maximum that its memory may have. */
  limited(bytes: Bytes): Bytes {
    const needed = this.#neededPages.get(bytes);
    const limited = needed === undefined ? bytes : limitMemory(bytes, needed + this.#sparePages);
    if (!(limited instanceof Uint8Array)) throw new Unreadable(tooMuchMemoryText(limited));
    return limited;
  }

  compile(bytes: Bytes): WebAssembly.Module {
    const module = this.#compiled.get(bytes) ?? new WebAssembly.Module(this.limited(bytes));
    this.#compiled.set(bytes, module);
    this.#bytesOf.set(module, bytes);
    return module;
  }

  /** The memories that there were are given up: the component is started again. */
  again(): void {
    this.#started.clear();
  }

  /** A memory is counted once, so a module that has one is started once. */
  instantiate(module: WebAssembly.Module, imports: WebAssembly.Imports): WebAssembly.Instance {
    const bytes = this.#bytesOf.get(module);
    if (bytes && this.#neededPages.has(bytes)) {
      if (this.#started.has(bytes))
        throw new Unreadable(
          'This component starts a module with a memory more than once, which is not supported here',
        );
      this.#started.add(bytes);
    }
    return new WebAssembly.Instance(module, imports);
  }
}

/** The core modules of a component, and of those in it. */
export function* modulesIn(items: readonly Item[]): Iterable<Bytes> {
  for (const item of items) {
    if (item.kind === 'core-module') yield item.bytes;
    else if (item.kind === 'component') yield* modulesIn(item.items);
  }
}
