import { CallStacks } from '../../guest/call-stacks.ts';
import { instantiateBlocking } from '../../guest/run.ts';
import type { Trap } from '../../guest/trap.ts';
import { uncatchable } from '../../guest/uncatchable.ts';
import type { Breakpoint, DebugCommand, StopReason } from '../../stops/stop.ts';
import type { BlockingWire } from '../../wire/wire.ts';
import { debugLink, type Debuggee } from '../debug-link.ts';
import type { DebugProgram } from '../debug-program.ts';
import type { Site } from '../instrument/sites.ts';
import { Breakpoints, sitesAt, type AtBreakpoint } from './breakpoints.ts';
import type { ExpressionScope } from '../values/evaluate-expression.ts';
import { LineStops } from './line-stops.ts';
import { RecordedWire } from './recorded-wire.ts';
import { stopScope } from './stop-scope.ts';

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
  readonly note: string | undefined;
}

export interface SessionHost {
  /** Called at every stop; returns when there is a command. */
  readonly ask: (stop: Stop) => DebugCommand;
  /** The program goes on. */
  readonly goesOn?: () => void;
  /** A breakpoint that prints has been passed, for the first time at this position. */
  readonly printed?: (text: string, site: Site) => void;
  /** Asked now and then while the program runs: is it to stop? */
  readonly isPausing: () => boolean;
}

/** Thrown through an instance whose program is run again from the start. */
class StartOver extends Error {
  override readonly name = 'StartOver';
}

/** Thrown through an instance when the person is done with a program that has ended. */
class Done extends Error {
  override readonly name = 'Done';
}

/** What the program is to do until the next stop. */
type Aim =
  | { readonly kind: 'step'; readonly depth: number }
  | { readonly kind: 'run'; readonly to: ReadonlySet<number> }
  | { readonly kind: 'go'; readonly position: number; readonly reason: StopReason }
  /** Looks for the last stop before a position, among those at most so deep. */
  | { readonly kind: 'look'; readonly before: number; readonly depth: number; readonly from: number }
  | { readonly kind: 'look-for-breakpoint'; readonly before: number };

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
  readonly #wire: RecordedWire;
  readonly #host: SessionHost;
  #breakpoints: Breakpoints;
  #watched: readonly string[] = [];
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
  /** How deep the calls were, as far as looks have seen. */
  #deepest = 0;

  constructor(
    program: DebugProgram,
    module: WebAssembly.Module,
    wire: BlockingWire,
    breakpoints: readonly Breakpoint[],
    host: SessionHost,
  ) {
    this.#program = program;
    this.#module = module;
    this.#wire = new RecordedWire(wire);
    this.#host = host;
    this.#breakpoints = new Breakpoints(program.sites, breakpoints);
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
    const link = debugLink(
      this.#program,
      (debuggee) => {
        this.#debuggee = debuggee;
        this.#lines = new LineStops(this.#program.sites, debuggee.memory);
        this.#arm();
      },
      (debuggee, site, record) => this.#come(debuggee, site, record),
    );
    const guest = instantiateBlocking(this.#module, this.#wire, new CallStacks(() => undefined), link);
    // Only a suspended guest gives a promise.
    return guest.start(false) as Trap | undefined;
  }

  /** Sets after how many sites, and at which, the program calls. */
  #arm(): void {
    const { switches } = this.#debuggee ?? {};
    if (!switches) return;
    const aim = this.#aim;
    const here = switches.position;
    const stopsAtBreakpoints = aim.kind !== 'go' && aim.kind !== 'look';
    for (const number of this.#breakpoints.sites) switches.set(number, stopsAtBreakpoints);
    if (aim.kind === 'run') for (const number of aim.to) switches.set(number, true);
    switch (aim.kind) {
      case 'step':
        return switches.arm(1);
      case 'run':
        return switches.arm(POLL_SITES);
      case 'go':
        return switches.arm(aim.position - here);
      case 'look':
        return switches.arm(Math.max(1, aim.from - here));
      case 'look-for-breakpoint':
        return switches.arm(Math.max(1, aim.before - here));
    }
  }

  #come(debuggee: Debuggee, site: Site, record: number): void {
    const { position } = debuggee.switches;
    this.#furthest = Math.max(this.#furthest, position);
    const aim = this.#aim;
    // A run skips sites: what was known of lines is not true any more.
    if (aim.kind !== 'step' && aim.kind !== 'look') this.#lines?.forget();
    const { depth, isNew } = this.#lines?.come(site, record) ?? { depth: 0, isNew: false };
    const here =
      aim.kind === 'go' || aim.kind === 'look' ? PASSES : this.#atBreakpoint(debuggee, site, record, position);
    const isBreakpoint = here.kind === 'stops';
    const note = isBreakpoint ? here.note : undefined;
    switch (aim.kind) {
      case 'step': {
        if (this.#first === 0 && site.function.name !== 'main') break;
        if (this.#first === 0) {
          this.#first = position;
          return this.#stop('start', debuggee, site, record);
        }
        if (isNew && depth <= aim.depth) return this.#stop('step', debuggee, site, record);
        if (isBreakpoint && isNew) return this.#stop('breakpoint', debuggee, site, record, note);
        // A step over a call may take for ever.
        if (position % POLL_STEPS === 0 && this.#host.isPausing()) return this.#stop('pause', debuggee, site, record);
        break;
      }
      case 'run':
        if (isBreakpoint) return this.#stop('breakpoint', debuggee, site, record, note);
        if (aim.to.has(site.number)) return this.#stop('moved', debuggee, site, record);
        if (this.#host.isPausing()) return this.#stop('pause', debuggee, site, record);
        break;
      case 'go':
        if (position >= aim.position) return this.#stop(aim.reason, debuggee, site, record);
        break;
      case 'look':
        if (position >= aim.before) return this.#looked(aim);
        this.#deepest = Math.max(this.#deepest, depth);
        // Of the first site that is looked at it is not known where its frame was before.
        if (isNew && depth <= aim.depth && (position > aim.from || aim.from <= this.#first) && position >= this.#first)
          this.#found = position;
        break;
      case 'look-for-breakpoint':
        if (position >= aim.before)
          return this.#turnTo(this.#found ?? this.#first, this.#found ? 'breakpoint' : 'first');
        if (isBreakpoint && position >= this.#first) this.#found = position;
        break;
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

  #turnTo(position: number, reason: StopReason): void {
    this.#startOver({ kind: 'go', position, reason });
  }

  #startOver(aim: Aim): void {
    this.#aim = aim;
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
    const stop = { reason, position, furthest: this.#furthest, first: this.#first, site, record, debuggee, end, note };
    for (;;) {
      const command = this.#host.ask({ ...stop, watched: this.#watched });
      this.#missed = 0;
      if (command.type === 'breakpoints') {
        for (const number of this.#breakpoints.sites) debuggee.switches.set(number, false);
        this.#breakpoints = new Breakpoints(this.#program.sites, command.breakpoints, this.#breakpoints);
        continue;
      }
      if (command.type === 'watch') {
        this.#watched = command.expressions;
        continue;
      }
      if (end && command.type === 'continue') this.#finish();
      // There is no line behind the last one.
      if (end && ['over', 'into', 'out'].includes(command.type)) continue;
      this.#host.goesOn?.();
      this.#obey(command, position, this.#lines?.come(site, record).depth ?? 1);
      return this.#arm();
    }
  }

  #obey(
    command: Exclude<DebugCommand, { readonly type: 'breakpoints' | 'watch' }>,
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
