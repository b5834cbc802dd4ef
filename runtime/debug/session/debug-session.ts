import { instantiateBlocking, type Guest, type Link } from '../../guest/run.ts';
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
import { isPassing, reachableFrom, sitesUntil, type Aim, type Move, type Return } from './aim.ts';
import { Breakpoints, movedBreakpoints, sitesAt, type AtBreakpoint } from './breakpoints.ts';
import type { ExpressionScope } from '../values/expression-value.ts';
import { LineStops } from './line-stops.ts';
import { LoopRows } from './loop-rows.ts';
import { PassedLines } from './passed-lines.ts';
import { RecordedWire, type CallWitness, type LeftWire } from './recorded-wire.ts';
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
  /** The earliest one that can be gone to. */
  readonly earliest: number;
  readonly site: Site;
  readonly record: number;
  readonly debuggee: Debuggee;
  /** The program goes no further than this line; undefined: it has not ended here. */
  readonly end: SessionEnd | undefined;
  /** The run has not come to its end, or a new future has begun, which has not. */
  readonly isOpen: boolean;
  readonly watched: readonly string[];
  readonly brokenOn: readonly NamedPlace[];
  readonly bytes: BytesPlace | undefined;
  /** What is to be drawn in more detail; what stands there twice, even more so. */
  readonly opened: readonly number[];
  readonly note: string | undefined;
  readonly marks: readonly TimelineMark[];
  /** Where the run has come further, unless it is over here. */
  readonly terminal: PastTerminal | undefined;
  readonly moved: readonly PlacedBreakpoint[];
}

export interface SessionHost {
  /** Called at every stop, and where something of it has changed. */
  readonly show: (stop: Stop) => void;
  /** Returns when there is a command. */
  readonly next: () => DebugCommand;
  /** Has the person given no command, and does not in so many milliseconds? Where it is absent, nothing is made ready meanwhile. */
  readonly isIdle?: (ms: number) => boolean;
  /** How far before the program instances are made ready, in sites. */
  readonly reach?: number;
  /** What is kept of a recording, in bytes. */
  readonly mostRecorded?: number;
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

/** An instance that has begun. */
interface Begun {
  readonly debuggee: Debuggee;
  readonly lines: LineStops;
  /** Says which writes it has made to places that are of interest. */
  readonly watch: WriteWatch | undefined;
  /** Which of the sets of places that stop the program when they change it knows. */
  readonly watches: number;
  /** Its program also says what it writes. */
  readonly isWatching: boolean;
}

/** One that stands while another runs on top of it. */
interface Parked {
  readonly begun: Begun;
  readonly position: number;
  readonly left: LeftWire;
  /** It is in a future that was dropped. */
  isStale: boolean;
}

/** Where the person sees the program stand. */
interface Attended {
  readonly begun: Begun;
  readonly reason: StopReason;
  readonly position: number;
  readonly site: Site;
  readonly record: number;
  readonly end: SessionEnd | undefined;
  readonly note: string | undefined;
  /** What is said besides, of the last command. */
  said: string | undefined;
}

/** Thrown through an instance whose program is run again from the start. */
class StartOver extends Error {
  override readonly name = 'StartOver';
}

/** Thrown through an instance when the person is done with a program that has ended. */
class Done extends Error {
  override readonly name = 'Done';
}

/** They run the program again. */
const REPEATING: ReadonlySet<DebugCommand['type']> = new Set([
  ...(['back-into', 'back-over', 'back-out', 'run-back', 'restart', 'go'] as const),
  ...(['last-write', 'next-write', 'break-on-change', 'table'] as const),
]);
const NO_WAY_BACK =
  'The answers to the system calls of this run take more than 256 MB. They are not kept any more, so the program can only go on from here.';
/** Where every program begins. */
const OUTERMOST = '_start';
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
/** How far before the program instances are made ready: to repeat so much of a run is not noticed. */
const REACH = 1_050_000;
/** So many are made ready: one for a look, one to go where that has led. */
const READY = 2;
/** More do not stand on each other, and they do not take more memory together. */
const MOST_PARKED = 10;
const MOST_PARKED_BYTES = 512 << 20;
/** An instance stands only where its calls leave the others room on the stack. In bytes of records. */
const MOST_DEEP = 2048;
/** A person who gives no command for so long reads. */
const IDLE_MS = 150;

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
  readonly #marks = new TimelineMarks();
  readonly #transcript = new Transcript();
  readonly #changes = new ValueChanges();
  #breakpoints: Breakpoints;
  #moved: readonly PlacedBreakpoint[];
  #watched: readonly string[] = [];
  #brokenOn: readonly NamedPlace[] = [];
  /** What has changed in the line that is being carried out, in a sentence. */
  #changed: string | undefined;
  /** What has been written by a line that the program is still in, in a sentence. */
  #written: string | undefined;
  /** The last write that a look has seen. */
  #lastWrite: Write | undefined;
  #bytes: BytesPlace | undefined;
  #opened: readonly number[] = [];
  #aim: Aim;
  /** The instance that runs, or stands on all others. */
  #now: Begun | undefined;
  /** Those that it stands on, the lowest first: only the topmost can go on. */
  readonly #below: Parked[] = [];
  /** The person sees the program stand here. */
  #attended: Attended | undefined;
  /** Where it was when it was given its last command to go on, and that command. */
  #since: { readonly position: number; readonly command: Move } | undefined;
  readonly #passed = new PassedLines();
  /** The set of places that stop the program when they change, counted. */
  #watches = 0;
  /** A stack was used up by an instance that stood on others: from now on each has it for itself. */
  #isAlone = false;
  /** Up to this position nothing is made ready: the calls before it are too deep. */
  #deepUntil = 0;
  readonly #reach: number;
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
    this.#reach = host.reach ?? REACH;
    const witness: CallWitness = {
      position: () => this.#now?.debuggee.switches.position ?? 0,
      called: (kind, position, text) => {
        if (!this.#isHeard) this.#host.goesOn?.();
        this.#isHeard = true;
        this.#marks.note(kind, position);
        if (text && (kind === 'output' || host.isTyped)) this.#transcript.note(position, text);
      },
    };
    this.#wire = new RecordedWire(wire, witness, host.mostRecorded);
    this.#host = host;
    this.#stacks = new SessionStacks(
      this.#wire,
      () => (this.#now?.isWatching === true ? program.watching() : program).offsets,
      (number, frames) => host.stack?.(number, frames),
    );
    // Frames of the instances that it stands on follow its own.
    this.#stacks.endAt(OUTERMOST);
    this.#breakpoints = new Breakpoints(program.sites, breakpoints);
    this.#moved = movedBreakpoints(program.sites, breakpoints);
    this.#aim = { kind: 'step', depth: Infinity };
  }

  /** Returns when the program is over and the person is done with it: why, unless it ended by itself. */
  run(): Trap | undefined {
    while (!this.#isDone) this.#runOnce();
    if (this.#end?.kind === 'trapped') return this.#end.trap;
    if (this.#end) this.#wire.exit();
    return undefined;
  }

  /** The program has come to its end: it stands once more at the last line that it came to. */
  #ended(trap: Trap | undefined): void {
    const position = this.#now?.debuggee.switches.position ?? 0;
    const code = this.#wire.exitCode;
    const end: SessionEnd | undefined =
      code !== undefined ? { kind: 'exited', code } : trap && { kind: 'trapped', trap };
    this.#end ??= end;
    // A call such as raise() has ended the process; it never came to `main`; or its last line cannot be come to.
    if (!end || this.#first === 0 || this.#missed > ROOM.length) this.#isDone = true;
    if (this.#wire.isFull) this.#isDone = true;
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

  /** Has an instance begin, on top of those that stand, and returns when it is over or was unwound: the aim says what is next. */
  #runOnce(): void {
    const aim = this.#aim;
    const places = [...this.#brokenOn];
    if (aim.kind === 'look-for-write' || aim.kind === 'next-write') places.push(aim.place);
    this.#startsOver = false;
    this.#wire.startOver();
    this.#changed = undefined;
    this.#written = undefined;
    const link = debugLink(
      this.#program,
      (debuggee) => {
        const watch = places.length > 0 ? new WriteWatch(this.#program, debuggee, places) : undefined;
        const lines = new LineStops(this.#program.sites, debuggee.memory);
        this.#now = { debuggee, lines, watch, watches: this.#watches, isWatching: places.length > 0 };
        this.#arm();
      },
      (debuggee, site, record) => this.#come(debuggee, site, record),
      (debuggee, address, bytes, record) => {
        for (const write of this.#now?.watch?.writes(address, bytes, record) ?? []) this.#wrote(debuggee, write);
      },
    );
    const module =
      places.length > 0
        ? (this.#watchingModule ??= new WebAssembly.Module(this.#program.watching().module))
        : this.#module;
    const guest = this.#instantiated(module, link);
    if (!guest) {
      this.#deepUntil = Infinity;
      this.#aim = { kind: 'stay' };
      return;
    }
    // Only a suspended guest gives a promise.
    this.#over(guest.start(false) as Trap | undefined);
  }

  /** The instance is over, by itself unless it was unwound. */
  #over(trap: Trap | undefined): void {
    if (this.#startsOver) return;
    // Once answers are not kept any more, the program cannot be run again: its calls would happen twice.
    const isAgain = this.#below.length > 0 && trap?.reason === 'stack-overflow' && !this.#wire.isFull;
    if (isAgain) this.#aim = this.#againAlone();
    else this.#ended(trap && this.#below.length > 0 ? withOwnFrames(trap) : trap);
  }

  /** Undefined: there is no memory for one more. */
  #instantiated(module: WebAssembly.Module, link: Link): Guest | undefined {
    try {
      return instantiateBlocking(module, this.#wire, this.#stacks, link);
    } catch (error) {
      if (this.#aim.kind === 'park' && error instanceof RangeError) return undefined;
      throw error;
    }
  }

  /** The others took a part of the stack: whether the program has enough of it for itself is seen without them. */
  #againAlone(): Aim {
    const aim = this.#aim;
    if (aim.kind === 'park') {
      this.#deepUntil = Infinity;
      return { kind: 'stay' };
    }
    this.#isAlone = true;
    if (!this.#since || (aim.kind !== 'step' && aim.kind !== 'run')) return aim;
    return { kind: 'go', position: this.#since.position, reason: 'moved', then: this.#since.command };
  }

  /** Has instances run on top of this one until none of them is left. Does this one go on then, for the aim? */
  #nest(begun: Begun): boolean {
    const { position } = begun.debuggee.switches;
    const parked: Parked = { begun, position, left: this.#wire.leave(), isStale: false };
    this.#below.push(parked);
    this.#runOnce();
    this.#below.pop();
    if (this.#isDone) this.#unwind(new Done('The person is done with the program'));
    const stays = this.#aim.kind === 'stay';
    if (!stays && !this.#suits(parked)) this.#unwind(new StartOver('The program starts over'));
    this.#now = begun;
    this.#wire.enter(parked.left);
    return !stays;
  }

  /** Can the instance go on from where it stands, for the aim? */
  #suits({ begun, position, isStale }: Omit<Parked, 'left'>, aim = this.#aim): boolean {
    return !this.#isAlone && !isStale && begun.watches === this.#watches && position < reachableFrom(aim);
  }

  #unwind(why: Error): never {
    this.#startsOver = true;
    this.#wire.close();
    throw uncatchable(why);
  }

  /** Sets after how many sites, and at which, the program calls. */
  #arm(): void {
    const { switches } = this.#now?.debuggee ?? {};
    if (!switches) return;
    const aim = this.#aim;
    const here = switches.position;
    // After the position that it goes to first, it stops at breakpoints.
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
    const isNext = aim.kind === 'next-write' && place === aim.place;
    if (isNext && lineAt > aim.after && !this.#wire.isFull) {
      this.#furthest = Math.max(this.#furthest, position);
      return this.#turnTo(lineAt, 'written', writtenText(place));
    }
    const where = write.site ? `, by ${write.site.file.slice(1)}:${write.site.line}` : '';
    // A line that was come to before, and has called what the program was in: it stops after that, at the next line.
    if (isNext && position >= aim.after && (lineAt < aim.after || this.#wire.isFull)) {
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
    if (this.#changes.apply(debuggee.memory, position)) this.#now?.watch?.refresh();
    const aim = this.#aim;
    const to = aim.kind === 'go' || aim.kind === 'park' ? aim.position : aim.kind === 'look' ? aim.from : 0;
    if (position < to) return this.#pass(debuggee, site, record, to);
    // A run skips sites: what was known of lines is not true any more.
    const isWatchingLines = aim.kind === 'step' || aim.kind === 'look';
    if (!isWatchingLines) this.#now?.lines.forget();
    const { depth, isNew } = this.#now?.lines.come(site, record) ?? { depth: 0, isNew: false };
    if (isWatchingLines) this.#passed.note(position, depth, isNew);
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
        if (position < aim.position) break;
        if (!aim.then) return this.#stop(aim.reason, debuggee, site, record, aim.note);
        this.#obey(aim.then, position, depth);
        break;
      case 'park':
        return this.#readied(debuggee, record);
      case 'stay':
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
    this.#now?.lines.forget();
    if (aim.kind === 'park' && this.#host.isIdle?.(0) !== true) return this.#startOver({ kind: 'stay' });
    // On its way to the program's end it does not go back.
    const goesBack = aim.kind !== 'park' && (aim.kind !== 'look' || aim.before !== Infinity);
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

  /** To the last line before a position that is at most so deep. */
  #stepBack(before: number, depth: number): void {
    const passed = this.#passed.last(before, depth);
    if (passed === undefined || passed < this.#first) return this.#lookBack(before, depth, FIRST_LOOK);
    this.#turnTo(passed, 'moved');
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
    if (write && write.lineAt >= this.#first)
      return this.#turnTo(write.lineAt, 'written', `${writtenText(place)}${this.#unseenText}`);
    const note = `Nothing has written to ${place.name} since main began: it has its initial value.${this.#unseenText}`;
    this.#startOver({ kind: 'go', ...back, note });
  }

  #turnTo(position: number, reason: StopReason, note?: string): void {
    this.#startOver({ kind: 'go', position: Math.max(this.#first, position), reason, note });
  }

  /** The instance goes on with another aim; or it is unwound, where the aim lies before it. */
  #startOver(aim: Aim): void {
    this.#aim = aim;
    this.#polled = 0;
    const begun = this.#now;
    const position = begun?.debuggee.switches.position ?? 0;
    if (begun && this.#suits({ begun, position, isStale: false })) return this.#arm();
    this.#unwind(new StartOver('The program starts over'));
  }

  #finish(): never {
    this.#isDone = true;
    this.#unwind(new Done('The person is done with the program'));
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
    if (reason === 'breakpoint' || reason === 'changed') this.#marks.note('breakpoint', position);
    if (end?.kind === 'trapped' && !isLeak(end.trap)) this.#marks.note('mistake', position);
    const begun = this.#now;
    const said = this.#wire.isFull ? [note, NO_WAY_BACK].join(' ').trim() : note;
    if (begun) this.#attend({ begun, reason, position, site, record, end, note, said }, false);
  }

  /** Waits for commands until there is one by which the instance goes on, and is unwound where it does not. */
  #attend(at: Attended, isShown: boolean): void {
    const { position, site, record, begun } = at;
    this.#attended = at;
    for (;;) {
      if (!isShown) this.#host.show(this.#shown(at));
      isShown = true;
      if (this.#isOneWanted(at)) {
        this.#aim = { kind: 'park', position: position - this.#reach };
        // Those that were made ready have all been used, and this one is the next.
        if (this.#now && this.#nest(this.#now)) return this.#arm();
        continue;
      }
      const command = this.#host.next();
      this.#missed = 0;
      const back: Return = { position, reason: at.reason, note: at.note };
      if (this.#wire.isFull && REPEATING.has(command.type)) at.said = NO_WAY_BACK;
      else if (command.type === 'last-write' || command.type === 'next-write')
        return this.#lookForWrite(command.type, command.place, at);
      else if (command.type === 'table') {
        const rows = new LoopRows(this.#program.sites, command);
        return this.#startOver({ kind: 'tabulate', before: this.#furthest, rows, back });
      } else if (command.type === 'break-on-change') {
        this.#brokenOn = command.places;
        this.#watches++;
        // Another program, which says what it writes, takes the place of this one.
        if (this.#brokenOn.length > 0) return this.#startOver({ kind: 'go', ...back });
        at.said = at.note;
      } else if (isMoving(command)) {
        const isOver = at.end !== undefined && this.#end !== undefined;
        if (isOver && command.type === 'continue') this.#finish();
        at.said = at.note;
        // There is no line behind the last one.
        if (!isOver || !['over', 'into', 'out'].includes(command.type)) {
          this.#host.goesOn?.();
          this.#isHeard = position >= this.#furthest;
          const { depth } = begun.lines.come(site, record);
          if (this.#now === begun || !isForward(command, position)) this.#obey(command, position, depth);
          else this.#aim = { kind: 'go', position, reason: 'moved', then: command };
          return this.#arm();
        }
      } else at.said = this.#change(command, at) ?? at.note;
      isShown = false;
    }
  }

  #shown({ begun, reason, position, site, record, end, said }: Attended): Stop {
    return {
      ...{ reason, position, site, record, debuggee: begun.debuggee, note: said },
      first: this.#first,
      earliest: this.#wire.isFull ? position : this.#first,
      furthest: this.#furthest,
      end: this.#end && end,
      isOpen: this.#end === undefined,
      watched: this.#watched,
      brokenOn: this.#brokenOn,
      bytes: this.#bytes,
      opened: this.#opened,
      marks: this.#marks.between(this.#first, this.#furthest),
      terminal: position < this.#furthest && !end ? this.#transcript.at(position) : undefined,
      moved: this.#moved,
    };
  }

  /** Obeys a command after which the program still stands there; gives a sentence where that cannot be done. */
  #change(command: ChangeCommand, at: Attended): string | undefined {
    const { position, site, record } = at;
    const { debuggee, watch } = at.begun;
    switch (command.type) {
      case 'breakpoints':
        for (const number of this.#breakpoints.sites) debuggee.switches.set(number, false);
        this.#breakpoints = new Breakpoints(this.#program.sites, command.breakpoints, this.#breakpoints);
        this.#moved = movedBreakpoints(this.#program.sites, command.breakpoints);
        return undefined;
      case 'bytes':
        this.#bytes = command.place;
        return undefined;
      case 'more':
        this.#opened = [...this.#opened, command.at];
        return undefined;
      case 'watch':
        this.#watched = command.expressions;
        return undefined;
      case 'new-future':
        this.#dropLater(at);
        return undefined;
      case 'set': {
        const why = this.#changes.change(stopScope(this.#program, debuggee, site, record), command, position);
        if (why !== undefined) return why;
        watch?.refresh();
        this.#dropLater(at);
        return undefined;
      }
    }
  }

  /** Is another instance to be made ready, in case the person goes back? A short run is repeated from its start. */
  #isOneWanted({ begun, position, record }: Attended): boolean {
    const { isIdle } = this.#host;
    const { records } = this.#program.layout;
    if (!isIdle || this.#isAlone || this.#wire.isFull || this.#brokenOn.length > 0) return false;
    if (position < this.#first + 2 * this.#reach || position < this.#deepUntil) return false;
    if (record - records > MOST_DEEP || this.#below.length >= MOST_PARKED) return false;
    const now = this.#now ?? begun;
    const top: Omit<Parked, 'left'> = { begun: now, position: now.debuggee.switches.position, isStale: false };
    const all = [...this.#below, top];
    const bytes = all.reduce((sum, one) => sum + one.begun.debuggee.memory.bytes.length, 0);
    if (bytes + now.debuggee.memory.bytes.length > MOST_PARKED_BYTES) return false;
    const near = all.filter((one) => one.position > position - 2 * this.#reach);
    const to: Aim = { kind: 'go', position, reason: 'moved' };
    return near.filter((one) => this.#suits(one, to)).length < READY && isIdle(IDLE_MS);
  }

  /** An instance has come to where it is made ready: it waits for commands in place of the one that the person sees. */
  #readied({ memory }: Debuggee, record: number): void {
    const at = this.#attended;
    if (!at) throw new TypeError('An instance is ready, and the program stands nowhere');
    if (record - memory.layout.records <= MOST_DEEP) return this.#attend(at, true);
    this.#deepUntil = at.position + this.#reach;
    this.#startOver({ kind: 'stay' });
  }

  #lookForWrite(
    type: 'last-write' | 'next-write',
    place: NamedPlace,
    { position, reason, said, begun }: Attended,
  ): void {
    this.#host.goesOn?.();
    if (type === 'next-write') {
      this.#isHeard = false;
      return this.#startOver({ kind: 'next-write', after: position, place });
    }
    this.#lastWrite = undefined;
    const back: Return = { position, reason };
    // Asked again where that has been said, it goes further back.
    const changedUntil = said === changedText(place) ? position - 1 : position;
    if (begun.debuggee.memory.isAnyWritten(place.address, place.bytes))
      return this.#startOver({ kind: 'look-for-write', before: position, place, changedUntil, back });
    this.#startOver({
      kind: 'go',
      ...back,
      note: `Nothing has written to ${place.name} in this call.${this.#unseenText}`,
    });
  }

  /** What is not known of writes, in a sentence. */
  get #unseenText(): string {
    return this.#program.hasVectorStores ? ' Writes by vector instructions (-msimd128) are not seen.' : '';
  }

  /** A new future begins here. What the program did in the world stays done. */
  #dropLater({ position, begun }: Attended): void {
    for (const parked of this.#below) if (parked.begun !== begun && parked.position >= position) parked.isStale = true;
    this.#passed.forgetAfter(position);
    this.#changes.forgetAfter(position);
    this.#breakpoints.forgetAfter(position);
    this.#wire.forgetLater(this.#below.find((parked) => parked.begun === begun)?.left);
    this.#marks.forgetFrom(position);
    this.#transcript.forgetFrom(position);
    this.#host.tabled?.(undefined);
    this.#furthest = position;
    this.#end = undefined;
  }

  #obey(command: MoveCommand, position: number, depth: number): void {
    if (isForward(command, position)) this.#since = { position, command };
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
        return this.#stepBack(position, Infinity);
      case 'back-over':
        return this.#stepBack(position, depth);
      case 'back-out':
        return this.#stepBack(position, depth - 1);
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

type ChangeCommand = Extract<
  DebugCommand,
  { readonly type: 'breakpoints' | 'watch' | 'bytes' | 'more' | 'new-future' | 'set' }
>;
type MoveCommand = Exclude<
  DebugCommand,
  ChangeCommand | { readonly type: 'break-on-change' | 'last-write' | 'next-write' | 'table' }
>;

function isMoving(command: DebugCommand): command is MoveCommand {
  return !['breakpoints', 'watch', 'bytes', 'more', 'new-future', 'set'].includes(command.type);
}

/** Does the program go on from where it is? */
function isForward(command: MoveCommand, position: number): command is Move {
  if (command.type === 'go') return command.position > position;
  return ['into', 'over', 'out', 'continue', 'run-to'].includes(command.type);
}

/** Frames of the instances that it stood on follow its own. */
function withOwnFrames(trap: Trap): Trap {
  const outermost = trap.frames.findIndex(({ name }) => name === OUTERMOST);
  return outermost === -1 ? trap : { ...trap, frames: trap.frames.slice(0, outermost + 1) };
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
