/** What is asked for to see more blocks of the heap; anything else is an address. */
export const MORE_BLOCKS = 0;

/** What of a stopped program's memory can be drawn: its calls, its globals, and what they lead to. */
export interface MemoryPicture {
  /** The globals first, then the calls from `main` inwards, then blocks of the heap as they are found. */
  readonly boxes: readonly MemoryBox[];
  /** How many blocks in use are not among them, because there are so many. */
  readonly left: number;
}

export interface MemoryBox {
  /** The same from stop to stop for the same call or block. */
  readonly id: string;
  readonly kind: 'globals' | 'call' | 'block' | 'descriptor';
  readonly title: string;
  /** The line of a call, the size of a block. */
  readonly detail: string;
  readonly isFreed: boolean;
  /** A block in use that no pointer in the picture leads to. */
  readonly isUnreached: boolean;
  readonly cells: readonly MemoryCell[];
  /** Of a block. */
  readonly place?: BytesPlace;
}

/** Where an object lies. */
export interface BytesPlace {
  readonly address: number;
  readonly bytes: number;
}

/** The bytes of an object, of which those that are not set are undefined. */
export interface ShownBytes extends BytesPlace {
  readonly values: readonly (number | undefined)[];
}

/** A row of a box: a variable, a member or an element. */
export interface MemoryCell {
  readonly name: string;
  readonly text: string;
  /** How deep it is inside structures and arrays. */
  readonly depth: number;
  readonly place?: BytesPlace;
  /** It holds the number of a descriptor, or leads to a FILE that does. */
  readonly fd?: number;
  /** Of a pointer that is set. */
  readonly target?: PointerTarget;
  /** It stands for rows that are left out: what is to be asked for to see more of them. */
  readonly more?: number;
}

export type PointerTarget =
  | { readonly kind: 'null' }
  /** `cell`: the row that it points at; undefined: the box as a whole. */
  | { readonly kind: 'box'; readonly box: string; readonly cell: number | undefined }
  /** No object, but the end of one, or a little past it or before it: `where` says which, and how far. */
  | { readonly kind: 'past'; readonly where: string; readonly isOutside: boolean }
  /** A variable of a call that has returned, or no memory of the program's. */
  | { readonly kind: 'gone' | 'outside' }
  /** Something that is not drawn. */
  | { readonly kind: 'elsewhere' };
