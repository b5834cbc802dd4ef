import type { Rest } from '../../shared/process-protocol.ts';

/** How the parts of a split module that come after its first one are loaded. They are counted from 1. */
export interface More {
  readonly count: number;
  readonly load: (part: number) => Promise<WebAssembly.Module>;
  /** Called when a guest cannot go on without a part, which may be on its way already. */
  readonly needed: (part: number) => void;
}

interface Completion extends More {
  readonly coming: Map<number, Promise<void>>;
  rest: Rest;
}

/** The parts of split modules: which are there, which are on their way, and which guests usually call. */
export class CompilerParts {
  readonly #completions = new Map<WebAssembly.Module, Completion>();
  readonly #arrived: () => void;

  /** `arrived` is called when a module has one part more than before. */
  constructor(arrived: () => void) {
    this.#arrived = arrived;
  }

  /** `module` is the first part of one that was split. */
  complete(module: WebAssembly.Module, more: More): void {
    const parts = Array.from({ length: more.count }, () => undefined);
    this.#completions.set(module, { ...more, coming: new Map(), rest: { parts, usual: [] } });
  }

  /** Undefined where `module` was not split. */
  restOf(module: WebAssembly.Module): Rest | undefined {
    return this.#completions.get(module)?.rest;
  }

  /** Resolves when processes that start from then on have `part`; rejects when it could not be loaded this time. */
  bring(module: WebAssembly.Module, part: number): Promise<void> {
    const completion = this.#completions.get(module);
    if (!completion) throw new Error('A module that was never split was asked for a part');
    const coming = completion.coming.get(part) ?? this.#load(completion, part);
    completion.coming.set(part, coming);
    return coming;
  }

  /** A guest stopped because it lacked `part`. Answers as `bring` does. */
  lacked(module: WebAssembly.Module, part: number): Promise<void> {
    this.#completions.get(module)?.needed(part);
    return this.bring(module, part);
  }

  /** A guest called into `part`: from now on instances of `module` that are made ahead of time have it. */
  called(module: WebAssembly.Module, part: number): void {
    const completion = this.#completions.get(module);
    if (!completion || completion.rest.usual.includes(part)) return;
    completion.rest = { ...completion.rest, usual: [...completion.rest.usual, part] };
  }

  async #load(completion: Completion, part: number): Promise<void> {
    try {
      const loaded = await completion.load(part);
      const parts = completion.rest.parts.map((each, i) => (i === part - 1 ? loaded : each));
      completion.rest = { ...completion.rest, parts };
      this.#arrived();
    } catch (error) {
      completion.coming.delete(part);
      throw error;
    }
  }
}
