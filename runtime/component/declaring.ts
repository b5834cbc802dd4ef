import { Unreadable } from './binary/unreadable.ts';
import type { FuncType, ResourceType } from './canonical/types.ts';
import type { Entity } from './scope.ts';

/** What is found under the names that a component declares. */
export interface Found {
  func(name: string, type: FuncType): Entity;
  resource(name: string): ResourceType;
}

/** More than tools write into all imports of a component, and few enough to go through at once. */
const MOST_DECLARED = 10_000;
/** An instance that is declared in an instance, and so on. WASI has none. */
const DEEPEST = 16;

/**
 * How much a component has declared. A type of an instance is gone through again wherever it is used, so that a few bytes
 * can stand for any number of declarations.
 */
export class DeclaredCount {
  #left = MOST_DECLARED;

  add(depth: number): void {
    if (depth > DEEPEST) throw new Unreadable('This component nests declared instances too deeply to be read');
    if (this.#left-- <= 0)
      throw new Unreadable(`This component declares more than ${MOST_DECLARED} imports, which is too many to be read`);
  }
}
