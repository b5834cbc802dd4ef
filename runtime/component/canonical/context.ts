import { fault, type Handles } from './handles.ts';

/** What lifting and lowering need of the component instance that is called or calls. */
export interface Side {
  readonly instance: object;
  /** Called before each call that the instance makes of what it imports; absent where nothing watches for that. */
  readonly calls?: (() => void) | undefined;
  readonly handles: Handles;
  readonly encoding: 'utf8' | 'utf16' | 'latin1+utf16';
  /** Absent where no value of the function lies in memory. */
  readonly memory: () => WebAssembly.Memory | undefined;
  readonly realloc: () => ((old: number, oldSize: number, align: number, size: number) => unknown) | undefined;
}

/** The memory of a side. Views are made again only when it has grown, which leaves the old ones without bytes. */
export class SideMemory {
  readonly #side: Side;
  #bytes = new Uint8Array();
  #view = new DataView(this.#bytes.buffer);

  constructor(side: Side) {
    this.#side = side;
  }

  get bytes(): Uint8Array {
    this.#refresh();
    return this.#bytes;
  }

  get view(): DataView {
    this.#refresh();
    return this.#view;
  }

  /** Checks that the bytes lie in memory, in the way that their type asks for. */
  check(pointer: number, length: number, align: number): number {
    const at = pointer >>> 0;
    if (at + length > this.bytes.length)
      throw fault(`A component passed ${length} bytes at address ${at}, outside its memory`);
    if (at % align !== 0) throw fault(`A component passed address ${at}, which is not a multiple of ${align}`);
    return at;
  }

  /** Room in the guest’s memory, from its own allocator. */
  allocate(size: number, align: number): number {
    const realloc = this.#side.realloc();
    if (!realloc) throw fault('A component has no allocator for what it asked for');
    return this.check(Number(realloc(0, 0, align, size)), size, align);
  }

  #refresh(): void {
    if (this.#bytes.length !== 0) return;
    const buffer = this.#side.memory()?.buffer;
    if (!buffer) throw fault('A component passed a pointer and has no memory');
    this.#bytes = new Uint8Array(buffer);
    this.#view = new DataView(buffer);
  }
}
