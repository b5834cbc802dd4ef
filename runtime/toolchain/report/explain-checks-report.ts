import type { Trap } from '../../guest/trap.ts';
import type { Mistake } from '../../project/mistake.ts';
import type { Tools } from '../tools/tools.ts';
import { bytePicture } from './byte-picture.ts';
import { calledAt } from './explain-trap.ts';
import { Facts } from './facts.ts';
import { nullOrigin } from './null-origin.ts';
import { MISTAKES } from './mistake-sentences.ts';
import { codeStart, symbolizeStacks, type SourcePlace } from './symbolize.ts';

export interface ExplainedMistake {
  readonly mistake: Mistake;
  /** The functions of the program, innermost first. */
  readonly stack: readonly SourcePlace[];
}

/** Puts what a checked program found into words, with the lines that its code and its blocks come from. */
export async function explainChecksReport(
  tools: Tools,
  program: Uint8Array,
  trap: Trap,
  report: string,
  partOf: (facts: Facts, stack: readonly SourcePlace[]) => string | undefined = () => undefined,
): Promise<ExplainedMistake> {
  const facts = new Facts(report);
  const start = codeStart(program) ?? 0;
  const placeOf = (name: string): Trap['frames'] => {
    const at = facts.number(name) ?? 0;
    return at === 0 ? [] : [{ functionIndex: 0, byteOffset: start + at, name: undefined }];
  };
  const [whole = [], made = [], freed = []] = await symbolizeStacks(tools, program, [
    trap.frames,
    placeOf('made'),
    placeOf('freed'),
  ]);
  // Functions of our library and of libc have no lines.
  const stack = whole.filter(({ file }) => file !== undefined);
  const row = MISTAKES[facts.kind];
  if (!row) throw new Error(`The library of checked programs found "${facts.kind}", and there are no words for that`);
  const text = row(facts, {
    made: placeText(made[0]),
    freed: placeText(freed[0]),
    called: calledAt(tools, stack[0]),
    part: partOf(facts, stack),
  });
  const origin = originOfNull(tools, facts, stack);
  const picture = bytePicture(facts);
  // What a header of the library does there is done for the program.
  const innermost = stack.find(({ file }) => file?.startsWith('/usr/') !== true) ?? stack[0];
  const place =
    innermost?.file !== undefined && innermost.line !== undefined
      ? { file: innermost.file, line: innermost.line, function: innermost.function }
      : undefined;
  return {
    mistake: {
      kind: facts.kind,
      what: text.what,
      place,
      code: place && codeAt(tools, place.file, place.line),
      details: [...(origin === undefined ? [] : [origin]), ...(text.details ?? [])],
      ...(picture.length > 0 && { picture }),
      remedy: text.remedy,
    },
    stack,
  };
}

const OF_NULL = new Set(['null', 'null-argument', 'null-stream', 'null-pointer']);

function originOfNull(tools: Tools, facts: Facts, stack: readonly SourcePlace[]): string | undefined {
  const [innermost, ...outer] = stack;
  if (!OF_NULL.has(facts.kind) || !innermost) return undefined;
  // The check itself says which argument it is about.
  const line = facts.number('line') ?? innermost.line;
  const column = facts.number('column') ?? innermost.column;
  const used = { ...innermost, line, ...(column !== undefined && { column }) };
  const read = (file: string): string | undefined => {
    const found = tools.projectFile(file);
    return found && new TextDecoder().decode(found.contents);
  };
  return nullOrigin({
    stack: [used, ...outer],
    read,
    isStream: facts.kind === 'null-stream',
    isArgument: facts.kind === 'null-argument',
  });
}

export function placeText(place: SourcePlace | undefined): string | undefined {
  if (place?.file === undefined || place.line === undefined) return undefined;
  return `${place.function === undefined ? '' : `in ${place.function}() `}at ${place.file}:${place.line}`;
}

function codeAt(tools: Tools, path: string, line: number): string | undefined {
  const file = tools.projectFile(path);
  const text = file && new TextDecoder().decode(file.contents).split('\n')[line - 1]?.trim();
  return text === '' ? undefined : text;
}
