import { errnoText } from '../abi/errno.ts';
import { isHandle, SYSCALLS, type Handle, type ParamType } from '../abi/syscalls.ts';
import { visible } from '../base/visible-text.ts';
import { KIND_WORDS } from './kind-words.ts';
import type { CallEvent, LayerStep, TraceEvent, TracedBytes, TracedStruct, TraceFields, TraceValue } from './event.ts';

/** Names of a set that are written out on one line; of more than these, how many there are. */
const SHOWN_NAMES = 4;

/** `fd=3 </data>, path="x", oflags=creat|trunc`: the arguments on one line. */
export function argumentsText(event: TraceEvent): string {
  if (event.kind === 'unmatched') return quoted(event.path);
  return fieldsText(event.args, event);
}

/** What came of it, on one line: `4 </data/x>`, `notcapable`, `waiting`. */
export function resultText(event: TraceEvent): string {
  if (event.kind === 'unmatched') return 'no call made';
  const { outcome } = event;
  switch (outcome.kind) {
    case 'returned':
      return Object.keys(outcome.results).length === 0 ? 'success' : fieldsText(outcome.results, event, true);
    case 'failed':
      return outcome.errno;
    case 'waiting':
      return 'waiting';
    case 'ended':
      return 'ended the program';
  }
}

/** Why it failed, in a few words; undefined where the errno says it all. */
export function failureText({ call, outcome }: CallEvent): string | undefined {
  if (outcome.kind !== 'failed') return undefined;
  const { failure } = outcome;
  switch (failure.kind) {
    case 'revoked':
      return 'taken back';
    case 'declined':
      return 'the question was answered with no';
    case 'denied':
      return `needs ${failure.need.join(', ')}`;
    case 'escaped':
      return `${quoted(failure.path)} steps outside`;
    case 'errno':
      return failure.notFor === undefined
        ? errnoText(failure.errno)
        : `${call} is not for ${KIND_WORDS[failure.notFor].many}`;
  }
}

/** One line of the trace as text, as strace writes it. `place`: the C line, where it is known. */
export function traceLine(event: TraceEvent, place?: string): string {
  const by = event.process === undefined ? '' : ` [${processText(event.process)}]`;
  const time = event.atMs.toFixed(3).padStart(10) + by;
  const from = place === undefined ? '' : `  ${place}`;
  if (event.kind === 'unmatched') return `${time} libc found no preopen for ${quoted(event.path)}${from}`;
  const why = failureText(event);
  const result = resultText(event) + (why === undefined ? '' : ` (${why})`);
  const through = (event.through ?? []).filter(({ goesOn }) => !goesOn);
  return `${through.map(layerLine).join('')}${time} ${event.call}(${argumentsText(event)}) = ${result} <${event.tookMs.toFixed(3)} ms>${from}`;
}

const BEFORE_CALL = ' '.repeat(11);
/** Preview 1 is what the program called, and WASI 0.2 what became of that. */
const LAYER_MARKS = { preview1: 'p1', preview2: '  p2' } as const;

/** A line of the trace about a layer above the kernel. */
function layerLine(step: LayerStep): string {
  return `${BEFORE_CALL}${LAYER_MARKS[step.level]} ${layerText(step)}\n`;
}

/** A step of a layer on one line: `fd_write(fd=1) …` where it only begins. */
export function layerText({ call, args, result, by }: LayerStep): string {
  if (args === undefined) return `… ${call} = ${result ?? ''}`;
  return `${by ? `[${by.component}] ` : ''}${call}(${args})${result === undefined ? ' …' : ` = ${result}`}`;
}

/** What a component could use when it made a call: `1: output-stream of 1`. */
export function holdsText({ holds }: NonNullable<LayerStep['by']>): string {
  return holds.length === 0 ? 'no handle' : holds.join('; ');
}

/** `reader 1`: a process that the program started, and which of them. */
export function processText({ name, number }: NonNullable<TraceEvent['process']>): string {
  return `${visible(name)} ${number}`;
}

/** `fd_write › output-stream.write`: the calls of the layers that a system call was made in; empty where there is none. */
export function layersText({ through = [] }: CallEvent): string {
  return through
    .filter(({ result }) => result === undefined)
    .map(({ call }) => call.replace(/^\S+ /, ''))
    .join(' › ');
}

export function quoted(text: string): string {
  return visible(JSON.stringify(text));
}

/** A value by itself. `type`: as the table calls it, where the value came from there. */
export function valueText(value: TraceValue, type?: ParamType | Handle): string {
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return type === 'path' ? quoted(value) : value;
  if (isNames(value)) {
    if (value.length === 0) return type === 'rights' ? 'none' : '0';
    if (value.length > SHOWN_NAMES) return `${value.length} ${type === 'rights' ? 'rights' : 'values'}`;
    return value.join('|');
  }
  if (isBytes(value))
    return `${quoted(value.text)}${value.bytes > byteLength(value.text) ? `… ${value.bytes} bytes` : ''}`;
  return `{${Object.entries(value)
    .map(([name, field]) => `${name}=${valueText(field)}`)
    .join(', ')}}`;
}

/** The witx type of a parameter; undefined for results. */
export function paramType(event: CallEvent, name: string): ParamType | undefined {
  const type = (SYSCALLS[event.call].params as Readonly<Record<string, ParamType | Handle>>)[name];
  return type === undefined ? undefined : isHandle(type) ? 'fd' : type;
}

export function isNames(value: TraceValue): value is readonly string[] {
  return Array.isArray(value);
}

export function isBytes(value: TraceValue): value is TracedBytes {
  return typeof value === 'object' && !Array.isArray(value) && 'bytes' in value && 'text' in value;
}

/** A single result goes without its name: there is only one thing that it can be. */
function fieldsText(fields: TraceFields, event: CallEvent, isResult = false): string {
  const entries = Object.entries(fields);
  return entries
    .map(([name, value]) => {
      const traced = event.fds.find(({ param, fd }) => param === name && fd === value);
      const type = isResult ? undefined : paramType(event, name);
      const text = valueText(value, type) + (traced ? ` <${visible(traced.path)}>` : '');
      return isResult && entries.length === 1 ? text : `${name}=${text}`;
    })
    .join(', ');
}

const encoder = new TextEncoder();

function byteLength(text: string): number {
  return encoder.encode(text).length;
}

/** The arguments as a list shows them: values in order, without names and without what is seldom of interest. */
export function briefArguments(event: TraceEvent): string {
  if (event.kind === 'unmatched') return quoted(event.path);
  return Object.entries(event.args)
    .flatMap(([name, value]) => {
      const type = paramType(event, name);
      if (type === 'rights' || type === 'lookupflags' || (isNames(value) && value.length === 0)) return [];
      return [valueText(value, type)];
    })
    .join(' ');
}

/** The result as a list shows it. */
export function briefResult(event: TraceEvent): string {
  if (event.kind === 'call' && event.outcome.kind === 'returned') {
    const [first, ...rest] = Object.values(event.outcome.results);
    if (first === undefined) return 'ok';
    if (isStruct(first)) return briefStruct(first);
    // A count of bytes, and the bytes.
    const [data] = rest;
    return data === undefined ? valueText(first) : `${valueText(first)} ${valueText(data)}`;
  }
  return resultText(event);
}

export function isStruct(value: TraceValue): value is TracedStruct {
  return typeof value === 'object' && !isNames(value) && !isBytes(value);
}

function briefStruct(struct: TracedStruct): string {
  const type = struct['filetype'] ?? struct['fs_filetype'] ?? struct['type'] ?? '';
  const size = struct['size'];
  const text = typeof type === 'string' ? type : '';
  return typeof size === 'number' && text === 'regular_file' ? `${text} ${size} bytes` : text;
}
