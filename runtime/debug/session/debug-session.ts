import { instantiateBlocking } from '../../guest/run.ts';
import type { Trap, WasmFrame } from '../../guest/trap.ts';
import { uncatchable } from '../../guest/uncatchable.ts';
import type {
  Breakpoint,
  DebugCommand,
  LoopTable,
  NamedPlace,
  PastTerminal,
  PlacedBreakpoint,
  StopReason,
  TimelineMark,
} from '../../stops/stop.ts';
import type { BytesPlace } from '../../stops/memory-picture.ts';
import type { BlockingWire } from '../../wire/wire.ts';
import { debugLink, type Debuggee } from '../debug-link.ts';
import type { DebugProgram } from '../debug-program.ts';
import type { Site } from '../instrument/sites.ts';
import { isPassing, sitesUntil, type Aim, type Return } from './aim.ts';
import { Breakpoints, movedBreakpoints, sitesAt, type AtBreakpoint } from './breakpoints.ts';
import type { ExpressionScope } from '../values/expression-value.ts';
import { LineStops } from './line-stops.ts';
import { LoopRows } from './loop-rows.ts';
import { RecordedWire } from './recorded-wire.ts';
import { SessionStacks } from './session-stacks.ts';
import { stopScope } from './stop-scope.ts';
import { TimelineMarks } from './timeline-marks.ts';
import { Transcript } from './transcript.ts';
import { ValueChanges } from './value-changes.ts';
import { WriteWatch, type Write } from './write-watch.ts';

/** How a program has ended by itself. */
export type SessionEnd =
  { readonly kind: 'exited'; readonly code: number } | { readonly kind: 'trapped'; readonly trap: Trap };

/** A program that stands still. */
export interface Stop {
  readonly reason: StopReason;
  /** How many sites it has passed: the same at the same moment, however it was reached. */
  readonly position: number;
  /** The furthest that the run has come. */
  readonly furthest: number;
  /** The position of the first line of `main`. */
  readonly first: number;
  readonly site: Site;
  readonly record: number;
  readonly debuggee: Debuggee;
  /** The program goes no further than this line; undefined: it has not ended here. */
  readonly end: SessionEnd | undefined;
  readonly watched: readonly string[];
  readonly brokenOn: readonly NamedPlace[];
  readonly bytes: BytesPlace | undefined;
  readonly note: string | undefined;
  readonly marks: readonly TimelineMark[];
  /** Where the run has come further, unless it is over here. */
  readonly terminal: PastTerminal | undefined;
  readonly moved: readonly PlacedBreakpoint[];
}

export interface SessionHost {
  /** Called at every stop; returns when there is a command. */
  readonly ask: (stop: Stop) => DebugCommand;
  /** The program goes on. */
  readonly goesOn?: () => void;
  /** A breakpoint that prints has been passed, for the first time at this position. */
  readonly printed?: (text: string, site: Site) => void;
  /** A table that was asked for; undefined: the last one does not hold any more. */
  readonly tabled?: (table: LoopTable | undefined) => void;
  /** Asked now and then while the program runs: is it to stop? */
  readonly isPausing: () => boolean;
  /** The run is repeated up to a position, and is so far. */
  readonly goesBack?: (position: number, to: number) => void;
  /** Calls that bear this number are made from these places of the program as it was built. */
  readonly stack?: (number: number, frames: readonly WasmFrame[]) => void;
  /** Standard input is the terminal, where what is typed is seen. */
  readonly isTyped?: boolean;
}

/** Thrown through an instance whose program is run again from the start. */
class StartOver extends Error {
  override readonly name = 'StartOver';
}

/** Thrown through an instance when the person is done with a program that has ended. */
class Done extends Error {
  override readonly name = 'Done';
}

const PASSES: AtBreakpoint = { kind: 'passes' };
const NOWHERE: ReadonlySet<number> = new Set();
/** While it runs freely, a program looks after so many sites whether it is to stop. */
const POLL_SITES = 1 << 20;
/** The same while it steps, where each place costs more. */
const POLL_STEPS = 1 << 14;
/** So much before a stack that was used up, in sites, there is room for the debugger; tried in this order. */
const ROOM = [64, 1024, 16_384];
/** Of a stack that was used up, the part that is gone back to: how deep it can be differs from one instance to the next. */
const ROOMY = 0.75;
/** How far back the first look for an earlier line goes. */
const FIRST_LOOK = 20_000;

/**
 * Runs a program under the debugger, over a wire that blocks. Going back starts another instance, whose system calls get
 * the answers that they got before: nothing in the world happens twice.
 */
export class DebugSession {
  readonly #program: DebugProgram;
  readonly #module: WebAssembly.Module;
  /** The program that also says what it writes, once that is wanted. */
  #watchingModule: WebAssembly.Module | undefined;
  readonly #wire: RecordedWire;
  readonly #host: SessionHost;
  readonly #stacks: SessionStacks;
  /** The module that runs is the one that says what it writes. */
  #isWatching = false;
  readonly #marks = new TimelineMarks();
  readonly #transcript = new Transcript();
  readonly #changes = new ValueChanges();
  #breakpoints: Breakpoints;
  #moved: readonly PlacedBreakpoint[];
  #watched: readonly string[] = [];
  #brokenOn: readonly NamedPlace[] = [];
  /** Says which writes the instance has made to places that are of interest. */
  #watch: WriteWatch | undefined;
  /** What has changed in the line that is being carried out, in a sentence. */
  #changed: string | undefined;
  /** What has been written by a line that the program is still in, in a sentence. */
  #written: string | undefined;
  /** The last write that a look has seen. */
  #lastWrite: Write | undefined;
  #bytes: BytesPlace | undefined;
  #aim: Aim;
  #debuggee: Debuggee | undefined;
  #lines: LineStops | undefined;
  #furthest = 0;
  /** The position of the first line of `main`. */
  #first = 0;
  #startsOver = false;
  #isDone = false;
  /** How the program has ended, once it has come so far. */
  #end: SessionEnd | undefined;
  /** How often the line of the end was not come to again. */
  #missed = 0;
  /** What a look has found so far. */
  #found: number | undefined;
  /** The call that it is in, and the site that a look has come to last. */
  #foundRecord = 0;
  #lookedAt: Site | undefined;
  /** What has changed there. */
  #foundChange: string | undefined;
  /** How deep the calls were, as far as looks have seen. */
  #deepest = 0;
  /** Since the last stop it has been said that the program calls in earnest. */
  #isHeard = true;
  /** Where an instance on its way back has said last how far it is. */
  #polled = 0;

  constructor(
    program: DebugProgram,
    module: WebAssembly.Module,
    wire: BlockingWire,
    breakpoints: readonly Breakpoint[],
    host: SessionHost,
  ) {
    this.#program = program;
    this.#module = module;
    this.#wire = new RecordedWire(wire, {
      position: () => this.#debuggee?.switches.position ?? 0,
      called: (kind, position, text) => {
        if (!this.#isHeard) this.#host.goesOn?.();
        this.#isHeard = true;
        this.#marks.note(kind, position);
        if (text && (kind === 'output' || host.isTyped)) this.#transcript.note(position, text);
      },
    });
    this.#host = host;
    this.#stacks = new SessionStacks(
      this.#wire,
      () => (this.#isWatching ? program.watching() : program).offsets,
      (number, frames) => host.stack?.(number, frames),
    );
    this.#breakpoints = new Breakpoints(program.sites, breakpoints);
    this.#moved = movedBreakpoints(program.sites, breakpoints);
    this.#aim = { kind: 'step', depth: Infinity };
  }

  /** Returns when the program is over and the person is done with it: why, unless it ended by itself. */
  run(): Trap | undefined {
    for (;;) {
      const trap = this.#runOnce();
      if (!this.#startsOver) this.#ended(trap);
      if (this.#isDone) break;
      this.#startsOver = false;
      this.#wire.startOver();
    }
    if (this.#end?.kind === 'trapped') return this.#end.trap;
    if (this.#end) this.#wire.exit();
    return undefined;
  }

  /** The program has come to its end: it stands once more at the last line that it came to. */
  #ended(trap: Trap | undefined): void {
    const position = this.#debuggee?.switches.position ?? 0;
    const code = this.#wire.exitCode;
    const end: SessionEnd | undefined =
      code !== undefined ? { kind: 'exited', code } : trap && { kind: 'trapped', trap };
    this.#end ??= end;
    // A call such as raise() has ended the process; it never came to `main`; or its last line cannot be come to.
    if (!end || this.#first === 0 || this.#missed > ROOM.length) this.#isDone = true;
    this.#furthest = Math.max(this.#furthest, position);
    if (this.#aim.kind === 'tabulate') this.#host.tabled?.(this.#aim.rows.table);
    this.#aim = this.#aimAtEnd(this.#aim, position);
  }

  /** First it looks for the last stop, and then goes there. */
  #aimAtEnd(before: Aim, end: number): Aim {
    const go = (position: number): Aim => ({ kind: 'go', position: Math.max(this.#first, position), reason: 'ended' });
    // It did not come there: the stack was used up.
    if (before.kind === 'go' && before.reason === 'ended')
      return go(before.position - (ROOM[this.#missed++] ?? Infinity));
    let distance = FIRST_LOOK;
    let depth = Infinity;
    if (before.kind === 'look' && before.before === Infinity) {
      const isUsedUp = this.#end?.kind === 'trapped' && this.#end.trap.reason === 'stack-overflow';
      depth = isUsedUp && before.depth === Infinity ? Math.ceil(this.#deepest * ROOMY) : before.depth;
      if (depth === before.depth) {
        if (this.#found !== undefined || before.from <= this.#first) return go(this.#found ?? 0);
        distance = (end - before.from) * 16;
      }
    }
    this.#found = undefined;
    return { kind: 'look', before: Infinity, depth, from: Math.max(this.#first, end - distance) };
  }

  #runOnce(): Trap | undefined {
    const aim = this.#aim;
    const places = [...this.#brokenOn];
    if (aim.kind === 'look-for-write' || aim.kind === 'next-write') places.push(aim.place);
    this.#changed = undefined;
    this.#written = undefined;
    const link = debugLink(
      this.#program,
      (debuggee) => {
        this.#debuggee = debuggee;
        this.#lines = new LineStops(this.#program.sites, debuggee.memory);
        this.#watch = places.length > 0 ? new WriteWatch(this.#program, debuggee, places) : undefined;
        this.#arm();
      },
      (debuggee, site, record) => this.#come(debuggee, site, record),
      (debuggee, address, bytes, record) => {
        for (const write of this.#watch?.writes(address, bytes, record) ?? []) this.#wrote(debuggee, write);
      },
    );
    this.#isWatching = places.length > 0;
    const module =
      places.length > 0
        ? (this.#watchingModule ??= new WebAssembly.Module(this.#program.watching().module))
        : this.#module;
    const guest = instantiateBlocking(module, this.#wire, this.#stacks, link);
    // Only a suspended guest gives a promise.
    return guest.start(false) as Trap | undefined;
  }

  /** Sets after how many sites, and at which, the program calls. */
  #arm(): void {
    const { switches } = this.#debuggee ?? {};
    if (!switches) return;
    const aim = this.#aim;
    const here = switches.position;
    // Behind the position that it goes to first, it stops at breakpoints.
    const stopsAtBreakpoints = !isPassing(aim, here + 1);
    for (const number of this.#breakpoints.sites) switches.set(number, stopsAtBreakpoints);
    if (aim.kind === 'run') for (const number of aim.to) switches.set(number, true);
    if (aim.kind === 'tabulate') for (const number of aim.rows.sites) switches.set(number, true);
    switches.arm(Math.max(1, Math.min(sitesUntil(aim, here), POLL_SITES, this.#changes.next(here) - here)));
  }

  /** A place that is of interest has been written to. */
  #wrote({ switches }: Debuggee, write: Write): void {
    const aim = this.#aim;
    const { place, position, lineAt } = write;
    if (aim.kind === 'look-for-write' && place === aim.place) this.#lastWrite = write;
    if (aim.kind === 'next-write' && place === aim.place && lineAt > aim.after) {
      this.#furthest = Math.max(this.#furthest, position);
      return this.#turnTo(lineAt, 'written', writtenText(place));
    }
    const where = write.site ? `, by ${write.site.file.slice(1)}:${write.site.line}` : '';
    // A line that was come to before, and has called what the program was in: it stops after that, at the next line.
    if (aim.kind === 'next-write' && place === aim.place && lineAt < aim.after && position >= aim.after) {
      this.#written ??= `${place.name} has been written${where}.`;
      switches.arm(1);
    }
    if (!write.isChange || isPassing(aim, position) || !this.#brokenOn.includes(place)) return;
    this.#changed ??= `${place.name} has changed${where}.`;
    // It stops at the next line, where the value is to be seen.
    switches.arm(1);
  }

  #come(debuggee: Debuggee, site: Site, record: number): void {
    const { position } = debuggee.switches;
    this.#furthest = Math.max(this.#furthest, position);
    if (this.#changes.apply(debuggee.memory, position)) this.#watch?.refresh();
    const aim = this.#aim;
    const to = aim.kind === 'go' ? aim.position : aim.kind === 'look' ? aim.from : 0;
    if (position < to) return this.#pass(debuggee, site, record, to);
    // A run skips sites: what was known of lines is not true any more.
    if (aim.kind !== 'step' && aim.kind !== 'look') this.#lines?.forget();
    const { depth, isNew } = this.#lines?.come(site, record) ?? { depth: 0, isNew: false };
    const changed = this.#changed;
    const written = this.#written;
    this.#changed = undefined;
    this.#written = undefined;
    const here = isPassing(aim, position) ? PASSES : this.#atBreakpoint(debuggee, site, record, position);
    const isBreakpoint = here.kind === 'stops';
    const note = isBreakpoint ? here.note : undefined;
    switch (aim.kind) {
      case 'step': {
        if (this.#first === 0 && site.function.name !== 'main') break;
        if (this.#first === 0) {
          this.#first = position;
          return this.#stop('start', debuggee, site, record);
        }
        if (changed !== undefined) return this.#stop('changed', debuggee, site, record, changed);
        if (isNew && depth <= aim.depth) return this.#stop('step', debuggee, site, record);
        if (isBreakpoint && isNew) return this.#stop('breakpoint', debuggee, site, record, note);
        // A step over a call may take for ever.
        if (position % POLL_STEPS === 0 && this.#host.isPausing()) return this.#stop('pause', debuggee, site, record);
        break;
      }
      case 'next-write':
        if (position < this.#furthest) this.#host.goesBack?.(position, this.#furthest);
        else if (!this.#isHeard) {
          this.#host.goesOn?.();
          this.#isHeard = true;
        }
        if (position <= aim.after) {
          if (position >= this.#first && this.#host.isPausing()) return this.#stop('pause', debuggee, site, record);
          break;
        }
        if (written !== undefined) return this.#stop('written', debuggee, site, record, written);
        if (changed !== undefined) return this.#stop('changed', debuggee, site, record, changed);
        if (isBreakpoint) return this.#stop('breakpoint', debuggee, site, record, note);
        if (this.#host.isPausing()) return this.#stop('pause', debuggee, site, record);
        break;
      case 'run':
        if (changed !== undefined) return this.#stop('changed', debuggee, site, record, changed);
        if (isBreakpoint) return this.#stop('breakpoint', debuggee, site, record, note);
        if (aim.to.has(site.number)) return this.#stop('moved', debuggee, site, record);
        if (this.#host.isPausing()) return this.#stop('pause', debuggee, site, record);
        break;
      case 'go':
        if (position >= aim.position) return this.#stop(aim.reason, debuggee, site, record, aim.note);
        break;
      case 'look-for-write':
        if (position >= aim.before) return this.#lookedForWrite(debuggee, aim);
        this.#host.goesBack?.(position, aim.before);
        if (position >= this.#first && this.#host.isPausing()) return this.#stop('pause', debuggee, site, record);
        break;
      case 'tabulate':
        if (position >= this.#first)
          aim.rows.add(site, position, () => stopScope(this.#program, debuggee, site, record));
        if (position < aim.before) {
          this.#host.goesBack?.(position, aim.before);
          if (position >= this.#first && this.#host.isPausing()) return this.#stop('pause', debuggee, site, record);
          break;
        }
        this.#host.tabled?.(aim.rows.table);
        return this.#startOver({ kind: 'go', ...aim.back });
      case 'look':
        if (position >= aim.before) return this.#looked(aim);
        this.#deepest = Math.max(this.#deepest, depth);
        if (aim.before === Infinity && !isNew && this.#found !== undefined && this.#isRoundOf(site, record))
          this.#found = position;
        // Of the first site that is looked at it is not known where its frame was before.
        if (
          isNew &&
          depth <= aim.depth &&
          (position > aim.from || aim.from <= this.#first) &&
          position >= this.#first
        ) {
          this.#found = position;
          this.#foundRecord = record;
        }
        this.#lookedAt = site;
        break;
      case 'look-for-breakpoint':
        if (position >= aim.before) {
          const reason =
            this.#found === undefined ? 'first' : this.#foundChange === undefined ? 'breakpoint' : 'changed';
          return this.#turnTo(this.#found ?? this.#first, reason, this.#foundChange);
        }
        if ((isBreakpoint || changed !== undefined) && position >= this.#first) {
          this.#found = position;
          this.#foundChange = changed;
          break;
        }
        this.#host.goesBack?.(position, aim.before);
        if (position >= this.#first && this.#host.isPausing()) return this.#stop('pause', debuggee, site, record);
        break;
    }
    this.#arm();
  }

  /** A loop that stands on the line that was found last has begun another round: a person does not see it move. */
  #isRoundOf(site: Site, record: number): boolean {
    const last = this.#lookedAt;
    return record === this.#foundRecord && last?.function === site.function && site.address <= last.address;
  }

  /** It is called on the way to a place that it was at before: it says how far it is, or stops if the person asks for it. */
  #pass(debuggee: Debuggee, site: Site, record: number, to: number): void {
    const { position } = debuggee.switches;
    const aim = this.#aim;
    this.#lines?.forget();
    // On its way to the program's end it does not go back.
    const goesBack = aim.kind !== 'look' || aim.before !== Infinity;
    if (goesBack && position >= this.#polled + POLL_SITES) {
      this.#polled = position;
      this.#host.goesBack?.(position, to);
      if (position >= this.#first && this.#host.isPausing()) return this.#stop('pause', debuggee, site, record);
    }
    this.#arm();
  }

  /** Nothing found so near: from further back. */
  #looked({ before, depth, from }: Extract<Aim, { readonly kind: 'look' }>): void {
    if (this.#found !== undefined) return this.#turnTo(this.#found, 'moved');
    if (from <= this.#first) return this.#turnTo(this.#first, 'first');
    this.#lookBack(before, depth, (before - from) * 16);
  }

  #lookBack(before: number, depth: number, distance: number): void {
    this.#found = undefined;
    this.#startOver({ kind: 'look', before, depth, from: Math.max(this.#first, before - distance) });
  }

  /** To the line of the last write, or to where the memory was allocated, or back with a sentence. */
  #lookedForWrite(
    debuggee: Debuggee,
    { place, back, changedUntil }: Extract<Aim, { readonly kind: 'look-for-write' }>,
  ): void {
    const write = this.#lastWrite;
    const changedAt = this.#changes.lastOf(place, changedUntil) ?? -1;
    const began = place.began === undefined ? -1 : debuggee.switches.whole(place.began);
    const block = debuggee.heap.at(place.address);
    if (changedAt > Math.max(write?.position ?? -1, began, block?.allocatedAt ?? -1))
      return this.#turnTo(changedAt, 'written', changedText(place));
    if (block && block.allocatedAt >= this.#first && (write?.position ?? -1) < block.allocatedAt)
      return this.#turnTo(block.allocatedAt, 'written', `${place.name} was allocated here, and not written to since.`);
    if (write && write.lineAt >= this.#first) return this.#turnTo(write.lineAt, 'written', writtenText(place));
    const note = `Nothing has written to ${place.name} since main began: it holds what the program starts with.`;
    this.#startOver({ kind: 'go', ...back, note });
  }

  #turnTo(position: number, reason: StopReason, note?: string): void {
    this.#startOver({ kind: 'go', position: Math.max(this.#first, position), reason, note });
  }

  #startOver(aim: Aim): void {
    this.#aim = aim;
    this.#polled = 0;
    this.#startsOver = true;
    this.#wire.close();
    throw uncatchable(new StartOver('The program starts over'));
  }

  #finish(): never {
    this.#isDone = true;
    this.#startsOver = true;
    this.#wire.close();
    throw uncatchable(new Done('The person is done with the program'));
  }

  #atBreakpoint(debuggee: Debuggee, site: Site, record: number, position: number): AtBreakpoint {
    const scope = (): ExpressionScope => stopScope(this.#program, debuggee, site, record);
    const found = this.#breakpoints.at(site.number, position, scope);
    if (found.kind === 'prints') this.#host.printed?.(found.text, site);
    return found;
  }

  #stop(reason: StopReason, debuggee: Debuggee, site: Site, record: number, note?: string): void {
    const { position } = debuggee.switches;
    const end = reason === 'ended' ? this.#end : undefined;
    if (this.#aim.kind === 'run') for (const number of this.#aim.to) debuggee.switches.set(number, false);
    if (this.#aim.kind === 'tabulate') for (const number of this.#aim.rows.sites) debuggee.switches.set(number, false);
    const back: Return = { position, reason, note };
    if (reason === 'breakpoint' || reason === 'changed') this.#marks.note('breakpoint', position);
    if (end?.kind === 'trapped' && !isLeak(end.trap)) this.#marks.note('mistake', position);
    const plain = { ...back, first: this.#first, site, record, debuggee };
    let said = note;
    for (;;) {
      const isPast = position < this.#furthest;
      const stop: Stop = {
        ...plain,
        note: said,
        furthest: this.#furthest,
        end: this.#end && end,
        watched: this.#watched,
        brokenOn: this.#brokenOn,
        bytes: this.#bytes,
        marks: this.#marks.between(this.#first, this.#furthest),
        terminal: isPast && !end ? this.#transcript.at(position) : undefined,
        moved: this.#moved,
      };
      const command = this.#host.ask(stop);
      said = note;
      this.#missed = 0;
      if (command.type === 'breakpoints') {
        for (const number of this.#breakpoints.sites) debuggee.switches.set(number, false);
        this.#breakpoints = new Breakpoints(this.#program.sites, command.breakpoints, this.#breakpoints);
        this.#moved = movedBreakpoints(this.#program.sites, command.breakpoints);
        continue;
      }
      if (command.type === 'bytes') {
        this.#bytes = command.place;
        continue;
      }
      if (command.type === 'new-future') {
        this.#dropLater(position);
        continue;
      }
      if (command.type === 'set') {
        const why = this.#changes.change(stopScope(this.#program, debuggee, site, record), command, position);
        if (why !== undefined) said = why;
        else {
          this.#watch?.refresh();
          this.#dropLater(position);
        }
        continue;
      }
      if (command.type === 'watch') {
        this.#watched = command.expressions;
        continue;
      }
      if (command.type === 'break-on-change') {
        this.#brokenOn = command.places;
        // Another program, which says what it writes, takes the place of this one.
        if (this.#brokenOn.length > 0) this.#startOver({ kind: 'go', ...back });
        continue;
      }
      if (command.type === 'last-write' || command.type === 'next-write') {
        this.#lookForWrite(command.type, command.place, stop);
        continue;
      }
      if (command.type === 'table') {
        const rows = new LoopRows(this.#program.sites, command);
        this.#startOver({ kind: 'tabulate', before: this.#furthest, rows, back });
        continue;
      }
      const isOver = end !== undefined && this.#end !== undefined;
      if (isOver && command.type === 'continue') this.#finish();
      // There is no line behind the last one.
      if (isOver && ['over', 'into', 'out'].includes(command.type)) continue;
      this.#host.goesOn?.();
      this.#isHeard = !isPast;
      this.#obey(command, position, this.#lines?.come(site, record).depth ?? 1);
      return this.#arm();
    }
  }

  #lookForWrite(
    type: 'last-write' | 'next-write',
    place: NamedPlace,
    { position, reason, note, debuggee }: Stop,
  ): void {
    this.#host.goesOn?.();
    if (type === 'next-write') {
      this.#isHeard = false;
      return this.#startOver({ kind: 'next-write', after: position, place });
    }
    this.#lastWrite = undefined;
    const back: Return = { position, reason };
    // Asked again where that has been said, it goes further back.
    const changedUntil = note === changedText(place) ? position - 1 : position;
    if (debuggee.memory.isAnyWritten(place.address, place.bytes))
      return this.#startOver({ kind: 'look-for-write', before: position, place, changedUntil, back });
    this.#startOver({ kind: 'go', ...back, note: `Nothing has written to ${place.name} in this call.` });
  }

  /** A new future begins here. What the program did in the world stays done. */
  #dropLater(position: number): void {
    this.#changes.forgetAfter(position);
    this.#breakpoints.forgetAfter(position);
    this.#wire.forgetLater();
    this.#marks.forgetFrom(position);
    this.#transcript.forgetFrom(position);
    this.#host.tabled?.(undefined);
    this.#furthest = position;
    this.#end = undefined;
  }

  #obey(
    command: Exclude<
      DebugCommand,
      {
        readonly type:
          | 'breakpoints'
          | 'watch'
          | 'bytes'
          | 'new-future'
          | 'set'
          | 'break-on-change'
          | 'last-write'
          | 'next-write'
          | 'table';
      }
    >,
    position: number,
    depth: number,
  ): void {
    switch (command.type) {
      case 'into':
      case 'over':
      case 'out': {
        const deepest = command.type === 'into' ? Infinity : command.type === 'over' ? depth : depth - 1;
        this.#aim = { kind: 'step', depth: deepest };
        return;
      }
      case 'continue':
        this.#aim = { kind: 'run', to: NOWHERE };
        return;
      case 'run-to':
        this.#aim = { kind: 'run', to: new Set(sitesAt(this.#program.sites, command).map(({ number }) => number)) };
        return;
      case 'back-into':
        return this.#lookBack(position, Infinity, FIRST_LOOK);
      case 'back-over':
        return this.#lookBack(position, depth, FIRST_LOOK);
      case 'back-out':
        return this.#lookBack(position, depth - 1, FIRST_LOOK);
      case 'run-back':
        this.#found = undefined;
        this.#foundChange = undefined;
        return this.#startOver({ kind: 'look-for-breakpoint', before: position });
      case 'restart':
        return this.#turnTo(this.#first, 'start');
      case 'go':
        return this.#go(Math.min(this.#furthest, Math.max(this.#first, command.position)), position);
    }
  }

  #go(to: number, from: number): void {
    if (to > from) this.#aim = { kind: 'go', position: to, reason: 'moved' };
    else this.#turnTo(to, 'moved');
  }
}

/** What a checked program reports of memory after it has ended by itself. */
function isLeak({ report }: Trap): boolean {
  return report !== undefined && /^kind\tleaks$/m.test(report);
}

function changedText({ name }: NamedPlace): string {
  return `You changed ${name} here.`;
}

function writtenText({ name }: NamedPlace): string {
  return `This line writes to ${name}.`;
}
