import { fileName } from '../../base/file-name.ts';
import {
  MORE_BLOCKS,
  type BytesPlace,
  type MemoryBox,
  type MemoryCell,
  type MemoryPicture,
  type PointerTarget,
} from '../../stops/memory-picture.ts';
import type { CType, Member } from '../c-type.ts';
import type { DebugProgram } from '../debug-program.ts';
import { beginOf, framesOf, lengthIn, placeOf, stackEndOf, visibleVariables, type Frame } from '../frames.ts';
import type { HeapBlock } from '../heap-blocks.ts';
import type { Variable } from '../program-info.ts';
import type { ValueSource } from '../values/json-value.ts';
import { bitsValue, countAt, shownValue } from '../values/shown-value.ts';
import { libraryView, type LibraryView } from '../values/library-view.ts';
import { isWide } from '../values/wide-text.ts';
import { lostBlocks } from './lost-blocks.ts';
import { sizeOf } from '../values/size-of.ts';
import { textAt } from '../values/text-at.ts';
import { descriptorIn } from '../values/descriptor-in.ts';
import type { Stop } from './debug-session.ts';

/** More cannot be looked over. */
const MOST_CALLS = 12;
const MOST_BLOCKS = 60;
const MOST_UNREACHED = 8;
const MOST_ELEMENTS = 16;
const MOST_CELLS = 120;
/** Where something has been opened, there may be more; in one picture no page draws more than that. */
const MOST_OPENED_CELLS = 4000;
/** Each time that more is asked for, there is so many times as much. */
const TIMES = 8;
/** So near to an object, a pointer is said to be past it or before it. */
const NEAR = 64;
const MOST_DEPTH = 4;
const MOST_TEXT = 40;

interface Cell extends Omit<MemoryCell, 'target'> {
  readonly address: number;
  readonly bytes: number;
  /** Of a pointer that is set: where it points, and at what. */
  readonly pointer?: number;
  readonly pointee?: CType;
}

interface Box extends Omit<MemoryBox, 'cells' | 'isUnreached'> {
  readonly address: number;
  readonly bytes: number;
  readonly cells: readonly Cell[];
}

/** The memory of a stop, as far as pointers of known types lead. */
export function memoryPicture(program: DebugProgram, stop: Stop): MemoryPicture {
  return new PictureReader(program, stop).read();
}

class PictureReader {
  readonly #program: DebugProgram;
  readonly #stop: Stop;
  readonly #boxes: Box[] = [];
  readonly #drawn = new Set<HeapBlock>();
  /** Below this of the stack there are only calls that have returned. */
  #stackEnd = 0;
  /** The position at which the innermost call began; 0: nothing of the program's own has called it. */
  #began = 0;

  readonly #mostBlocks: number;
  readonly #mostCells: number;

  constructor(program: DebugProgram, stop: Stop) {
    this.#program = program;
    this.#stop = stop;
    this.#mostBlocks = this.#most(MOST_BLOCKS, MORE_BLOCKS);
    this.#mostCells = stop.opened.length > 0 ? MOST_OPENED_CELLS : MOST_CELLS;
  }

  /** How many of what is left out at `at` are drawn. */
  #most(plain: number, at: number): number {
    const times = this.#stop.opened.filter((one) => one === at).length;
    return Math.min(plain * TIMES ** times, MOST_OPENED_CELLS);
  }

  read(): MemoryPicture {
    const { memory } = this.#stop.debuggee;
    const frames = framesOf(memory, this.#program.sites, this.#stop.site, this.#stop.record);
    const [innermost] = frames;
    this.#stackEnd = stackEndOf(innermost, this.#stop.debuggee);
    if (frames.length > 1) this.#began = this.#stop.debuggee.switches.whole(beginOf(memory, this.#stop.record));
    const { globals } = this.#program.info;
    if (globals.length > 0)
      this.#boxes.push({
        ...{ id: 'globals', kind: 'globals', title: 'Globals', detail: '', isFreed: false, address: 0, bytes: 0 },
        cells: this.#variables(globals, undefined),
      });
    for (const frame of frames.slice(0, MOST_CALLS).reverse()) this.#boxes.push(this.#call(frame));
    this.#follow();
    const room = Math.min(this.#mostBlocks - this.#drawn.size, MOST_UNREACHED);
    const { shown, left } = this.#unreached(Math.max(0, room));
    const lost = shown.map((block) => this.#block(block, undefined, block.address));
    this.#boxes.push(...lost);
    return {
      boxes: this.#boxes.map((box) => ({
        ...{ id: box.id, kind: box.kind, title: box.title, detail: box.detail, isFreed: box.isFreed },
        isUnreached: lost.includes(box),
        ...(box.bytes > 0 && { place: { address: box.address, bytes: box.bytes } }),
        cells: box.cells.map((cell): MemoryCell => {
          const target = cell.pointer === undefined ? undefined : this.#targetOf(cell.pointer);
          const { name, text, depth, address, bytes, fd, more } = cell;
          const place = bytes > 0 ? { address, bytes } : undefined;
          return {
            name,
            text,
            depth,
            ...(place && { place }),
            ...(fd !== undefined && { fd }),
            ...(target && { target }),
            ...(more !== undefined && { more }),
          };
        }),
      })),
      left,
    };
  }

  /** The first `most` blocks in use that no pointer has led to, and how many more there are: a program can have a great many. */
  #unreached(most: number): { readonly shown: readonly HeapBlock[]; readonly left: number } {
    const { memory, heap } = this.#stop.debuggee;
    const { live } = heap;
    const isOwn = (block: HeapBlock): boolean => block.allocatedAt >= this.#stop.first;
    // The statement that made the call may still hold the address of an older block, in no memory.
    const isKnown = (block: HeapBlock): boolean => block.allocatedAt >= this.#began;
    const lost = most > 0 ? lostBlocks(memory, heap, this.#stackEnd, this.#globals()) : undefined;
    const shown: HeapBlock[] = [];
    let earlier = 0;
    for (const block of live) {
      if (!isOwn(block)) earlier++;
      else if (!lost || shown.length >= most) break;
      else if (isKnown(block) && !this.#drawn.has(block) && lost.has(block)) shown.push(block);
    }
    const reached = [...this.#drawn].filter((block) => block.freedAt === undefined && isOwn(block)).length;
    return { shown, left: live.size - earlier - reached - shown.length };
  }

  /** Where the program's own globals lie, and the static variables of its functions. */
  #globals(): readonly BytesPlace[] {
    const { memory } = this.#stop.debuggee;
    const { globals, functions } = this.#program.info;
    const statics = functions.flatMap(({ scope }) => scope.variables.filter(({ isStatic }) => isStatic));
    return [...globals, ...statics].flatMap((variable) => {
      const place = placeOf(variable, memory, undefined);
      return place?.kind === 'memory' ? [{ address: place.address, bytes: variable.type.bytes }] : [];
    });
  }

  #call(frame: Frame): Box {
    const { file, line } = frame.site;
    return {
      ...{ id: `call ${frame.depth}`, kind: 'call', title: `${frame.function.name}()`, isFreed: false },
      ...{ detail: `${fileName(file)}:${line}`, address: 0, bytes: 0 },
      cells: this.#variables(visibleVariables(frame), frame),
    };
  }

  #variables(variables: readonly Variable[], frame: Frame | undefined): readonly Cell[] {
    const { memory } = this.#stop.debuggee;
    const cells: Cell[] = [];
    for (const variable of variables) {
      const place = placeOf(variable, memory, frame);
      if (place?.kind === 'memory') this.#cells(cells, variable.name, variable.type, place.address, 0, frame);
    }
    return cells;
  }

  /** Follows pointers breadth first; those of known types first, so that a block is drawn as what it is. */
  #follow(): void {
    const { heap } = this.#stop.debuggee;
    const waiting = this.#boxes.flatMap(({ cells }) => cells);
    const untyped: Cell[] = [];
    for (;;) {
      const cell = waiting.shift() ?? untyped.shift();
      if (!cell) return;
      const { pointer, pointee } = cell;
      const block = pointer === undefined ? undefined : heap.at(pointer);
      if (pointer === undefined || !block || this.#drawn.has(block)) continue;
      if (!isTyped(pointee) && waiting.length > 0) {
        untyped.push(cell);
        continue;
      }
      if (this.#drawn.size >= this.#mostBlocks) return;
      const box = this.#block(block, pointee, pointer);
      this.#boxes.push(box);
      waiting.push(...box.cells);
    }
  }

  #block(block: HeapBlock, type: CType | undefined, pointer: number): Box {
    this.#drawn.add(block);
    const { address, bytes } = block;
    const isFreed = block.freedAt !== undefined;
    const cells: Cell[] = [];
    const size = type?.bytes ?? 0;
    if (isFreed) cells.push({ name: '', text: 'freed', depth: 0, address, bytes });
    else if (type?.kind === 'char')
      cells.push({
        name: '',
        text: textAt(this.#source(undefined), address, Math.min(bytes, MOST_TEXT), bytes <= MOST_TEXT),
        depth: 0,
        address,
        bytes,
      });
    else if (type && isTyped(type) && size > 0 && (pointer - address) % size === 0 && bytes >= size) {
      const count = Math.floor(bytes / size);
      const most = Math.min(count, this.#most(MOST_ELEMENTS, address));
      let drawn = 0;
      for (; drawn < most && cells.length < this.#mostCells; drawn++) {
        if (count === 1 && (type.kind === 'struct' || type.kind === 'union'))
          this.#members(cells, type.members, address, 0, undefined);
        else this.#cells(cells, count === 1 ? '' : `[${drawn}]`, type, address + drawn * size, 0, undefined);
      }
      this.#leftOut(cells, count - drawn, address, 0);
    } else if (type?.kind === 'struct' || type?.kind === 'union') {
      // In a block that holds something else besides, as that of a `std::shared_ptr`.
      if (pointer + size <= address + bytes) this.#cells(cells, '', type, pointer, 0, undefined);
    }
    const title = type && isTyped(type) ? type.name.replace(/^const /, '') : 'block';
    return {
      ...{ id: `block ${address}`, kind: 'block', title, isFreed, address, bytes, cells },
      detail: `${bytes} ${bytes === 1 ? 'byte' : 'bytes'}`,
    };
  }

  /** A row for what is not drawn, which can be asked for. */
  #leftOut(cells: Cell[], count: number, at: number, depth: number): void {
    if (count > 0) cells.push({ name: '', text: `… ${count} more`, depth, address: 0, bytes: 0, more: at });
  }

  #cells(cells: Cell[], name: string, type: CType, address: number, depth: number, frame: Frame | undefined): void {
    if (cells.length >= this.#mostCells) return;
    const source = this.#source(frame);
    const plain = (text: string): void => void cells.push({ name, text, depth, address, bytes: type.bytes });
    const view = libraryView(source.memory, type, address);
    if (view && source.heap.at(address)?.freedAt === undefined) {
      const pointer = this.#libraryCells(cells, name, type, address, depth, frame, view);
      if (pointer) cells.push({ name, text: '', depth, address, bytes: type.bytes, ...pointer });
      return;
    }
    if ((type.kind === 'struct' || type.kind === 'union') && depth < MOST_DEPTH) {
      plain('');
      return this.#members(cells, type.members, address, depth + 1, frame);
    }
    if (type.kind === 'array' && type.element.kind !== 'char' && !isWide(type.element) && depth < MOST_DEPTH) {
      const { element } = type;
      const count = countAt(source, type, address) ?? 0;
      plain('');
      const most = Math.min(count, this.#most(MOST_ELEMENTS, address));
      let drawn = 0;
      for (; drawn < most && cells.length < this.#mostCells; drawn++)
        this.#cells(cells, `[${drawn}]`, element, address + drawn * sizeOf(source, element), depth + 1, frame);
      return this.#leftOut(cells, count - drawn, address, depth + 1);
    }
    const { text } = shownValue(source, name, type, address, MOST_DEPTH + 1);
    const fd = UNSET.includes(text) ? undefined : descriptorIn(source, name, type, address);
    if (fd !== undefined && type.kind === 'integer')
      return void cells.push({ name, text, depth, address, bytes: type.bytes, fd });
    const isPointer = type.kind === 'pointer' || type.kind === 'reference';
    const pointer = isPointer && !UNSET.includes(text) ? source.memory.word(address) : undefined;
    if (!isPointer || pointer === undefined) return plain(shortened(text));
    const isText =
      type.target.kind === 'char' && !source.heap.at(pointer) && !source.heap.near(pointer, NEAR) && text.includes('"');
    const isCode = type.target.kind === 'function';
    const shown = pointer === 0 ? 'NULL' : isText ? shortened(text.slice(text.indexOf('"'))) : isCode ? text : '';
    const cell = { name, text: shown, depth, address, bytes: 4, ...(fd !== undefined && { fd }) };
    // Inside a FILE there is only what is libc's.
    const file = fd === undefined ? undefined : source.heap.at(pointer);
    if (file) this.#drawn.add(file);
    if (fd !== undefined) return void cells.push({ ...cell, text: 'FILE' });
    cells.push(isText || isCode ? cell : { ...cell, pointer, pointee: type.target });
  }

  /** An object of the C++ library: its elements as rows; where it points at an object, that is what is given. */
  #libraryCells(
    cells: Cell[],
    name: string,
    type: CType,
    address: number,
    depth: number,
    frame: Frame | undefined,
    view: LibraryView,
  ): Pick<Cell, 'pointer' | 'pointee'> | undefined {
    const source = this.#source(frame);
    if (view.kind === 'pointer') return { pointer: view.value, pointee: view.to };
    if (view.kind === 'value' && view.value) {
      this.#cells(cells, name, view.value.type, view.value.address, depth, frame);
      return undefined;
    }
    const isInRows = view.kind === 'elements' || view.kind === 'pairs';
    const text = isInRows && depth < MOST_DEPTH ? '' : shownValue(source, name, type, address, MOST_DEPTH - 1).text;
    cells.push({ name, text: shortened(text), depth, address, bytes: type.bytes });
    if (view.kind === 'text') this.#hide(view.address);
    if (!isInRows || depth >= MOST_DEPTH) return undefined;
    const most = Math.min(view.count, this.#most(MOST_ELEMENTS, address));
    let drawn = 0;
    for (; drawn < most && cells.length < this.#mostCells; drawn++) {
      const pair = view.kind === 'pairs' ? view.pairs[drawn] : undefined;
      const place = view.kind === 'elements' ? view.at(drawn) : pair?.value;
      if (!place) break;
      this.#hide(place.address);
      const key = pair && shownValue(source, '', pair.key.type, pair.key.address, MOST_DEPTH - 1).text;
      this.#cells(cells, `[${key ?? drawn}]`, place.type, place.address, depth + 1, frame);
    }
    this.#leftOut(cells, view.count - drawn, address, depth + 1);
    return undefined;
  }

  /** What lies in this block is drawn as a part of the object that owns it. */
  #hide(address: number): void {
    const block = this.#stop.debuggee.heap.at(address);
    if (block) this.#drawn.add(block);
  }

  #members(cells: Cell[], members: readonly Member[], record: number, depth: number, frame: Frame | undefined): void {
    for (const member of members) {
      const { name, type, offset, bits } = member;
      if (bits && name !== '')
        cells.push({
          name,
          text: bitsValue(this.#source(frame), member, record).text,
          depth,
          address: record + offset,
          bytes: 0,
        });
      else if (name === '' && (type.kind === 'struct' || type.kind === 'union'))
        this.#members(cells, type.members, record + offset, depth, frame);
      else if (!bits) this.#cells(cells, name, type, record + offset, depth, frame);
    }
  }

  #targetOf(pointer: number): PointerTarget {
    const { memory, heap } = this.#stop.debuggee;
    if (pointer === 0) return { kind: 'null' };
    const block = heap.at(pointer);
    for (const { id, address, bytes, cells } of this.#boxes) {
      if (block ? address !== block.address : bytes > 0) continue;
      // The innermost of the cells that begin there.
      const cell = cells.findLastIndex((one) => one.address === pointer && one.bytes > 0);
      if (block)
        return { kind: 'box', box: id, cell: pointer === address || cell === -1 ? undefined : firstAt(cells, cell) };
      const inside = cells.findLastIndex((one) => one.address <= pointer && pointer < one.address + one.bytes);
      if (inside !== -1) return { kind: 'box', box: id, cell: firstAt(cells, cell === -1 ? inside : cell) };
    }
    if (!memory.holds(pointer, 1)) return { kind: 'outside' };
    const near = block ? undefined : this.#near(pointer);
    if (near) return near;
    const { stackTop } = memory.layout;
    return { kind: !block && pointer < stackTop && pointer < this.#stackEnd ? 'gone' : 'elsewhere' };
  }

  /** The end of a block or an array, or a place a little past a block or before it, which belongs to nothing that is drawn. */
  #near(pointer: number): PointerTarget | undefined {
    const says = (name: string, past: number): PointerTarget => {
      const by = Math.abs(past);
      const far = `${by} ${by === 1 ? 'byte' : 'bytes'} ${past > 0 ? 'past' : 'before'} ${name}`;
      return { kind: 'past', where: past === 0 ? `the end of ${name}` : far, isOutside: past !== 0 };
    };
    const { memory, heap } = this.#stop.debuggee;
    const inHeap = heap.near(pointer, NEAR);
    if (inHeap) return says('a block', inHeap.past);
    // What has no name lies between variables, too, and what libc has: only the end itself is known to belong to the array.
    if (pointer >= memory.layout.records) return undefined;
    if (this.#globals().some(({ address, bytes }) => address <= pointer && pointer < address + bytes)) return undefined;
    for (const { bytes, cells } of this.#boxes)
      for (const [i, cell] of cells.entries()) {
        const isAtEnd = bytes === 0 && pointer === cell.address + cell.bytes;
        const isArray = cell.bytes > 0 && (cells[i + 1]?.name === '[0]' || cell.text.startsWith('"'));
        if (isAtEnd && isArray) return says(cell.name, 0);
      }
    return undefined;
  }

  #source(frame: Frame | undefined): ValueSource {
    const { memory, heap } = this.#stop.debuggee;
    const functionAt = (pointer: number): string | undefined => this.#program.pointedFunctions.get(pointer);
    return { memory, heap, functionAt, lengthOf: (entry) => frame && lengthIn(entry, frame, memory) };
  }
}

const UNSET: readonly string[] = ['not set', 'freed', 'not readable'];

/** Where a structure begins, its first member begins, too: the structure is meant. */
function firstAt(cells: readonly Cell[], at: number): number {
  let first = at;
  while (
    first > 0 &&
    cells[first - 1]?.address === cells[at]?.address &&
    (cells[first - 1]?.depth ?? 0) < (cells[first]?.depth ?? 0)
  )
    first--;
  return first;
}

function isTyped(type: CType | undefined): boolean {
  return type !== undefined && !['void', 'unknown', 'function'].includes(type.kind);
}

function shortened(text: string): string {
  return text.length > MOST_TEXT ? `${text.slice(0, MOST_TEXT)}…` : text;
}
