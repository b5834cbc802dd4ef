import type { WasmFrame } from '../guest/trap.ts';
import type { Policy } from '../policy/policy.ts';
import { symbolizeStacks, type SourcePlace } from '../toolchain/report/symbolize.ts';
import type { Tools } from '../toolchain/tools/tools.ts';
import type { TraceEvent } from '../trace/event.ts';
import { explain } from '../trace/explain.ts';
import { processText } from '../trace/wording.ts';

/** Refusals that are written out; the others are counted. */
const SHOWN = 8;

/** What a program was refused, for the console: a line each, with the place in the C source and the reason. */
export class RefusalReport {
  readonly #events: TraceEvent[] = [];
  readonly #stacks = new Map<number, readonly WasmFrame[]>();

  refused(event: TraceEvent): void {
    this.#events.push(event);
  }

  stack(number: number, frames: readonly WasmFrame[]): void {
    this.#stacks.set(number, frames);
  }

  /** Empty where nothing was refused. `count`: all refusals, also those that were not recorded one by one. */
  async text(tools: Tools, programOf: (process: number) => Uint8Array, policy: Policy, count: number): Promise<string> {
    if (count === 0) return '';
    const shown = this.#events.slice(0, SHOWN);
    const stacks = shown.map(({ stack = 0 }) => this.#stacks.get(stack) ?? []);
    const lines = [];
    for (const [i, event] of shown.entries()) {
      const [places] = await symbolizeStacks(tools, programOf(event.process?.number ?? 0), [stacks[i] ?? []]);
      lines.push(refusalLine(event, policy, places ?? []));
    }
    const more = count - shown.length;
    return [
      `\n${count === 1 ? 'One call was' : `${count} calls were`} refused:`,
      ...lines,
      ...(more > 0 ? [`  and ${more} more`] : []),
      '',
    ].join('\n');
  }
}

function refusalLine(event: TraceEvent, policy: Policy, places: readonly SourcePlace[]): string {
  const own = places.find(({ file, line }) => file !== undefined && line !== undefined && !file.startsWith('/usr/'));
  const at = own ? `${own.file ?? ''}:${own.line ?? ''} ` : '';
  const call = event.kind === 'call' ? event.call : 'open';
  const callers = places.map(({ function: name }) => name);
  const by = event.process ? `${processText(event.process)}, ` : '';
  return `  ${by}${at}${call}: ${explain(event, policy, callers)?.because[0] ?? 'refused'}`;
}
