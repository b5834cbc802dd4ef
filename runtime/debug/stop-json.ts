import { fileName } from '../base/file-name.ts';
import { framesOf, lengthIn, placeOf, scopesOf, type Frame } from './frames.ts';
import type { DebugProgram } from './debug-program.ts';
import type { HeapBlocks } from './heap-blocks.ts';
import type { Site } from './instrument/sites.ts';
import type { Scope, Variable } from './program-info.ts';
import type { ProgramMemory } from './program-memory.ts';
import { jsonValue, type JsonValue, type ValueSource } from './values/json-value.ts';

/** One stop as `preopen debug --json` prints it. */
export interface JsonStop {
  readonly file: string;
  readonly line: number;
  readonly function: string;
  /** Frames of the user's functions. */
  readonly depth: number;
  /** Variables of the innermost frame: a record for each lexical block, innermost first. */
  readonly blocks: readonly Readonly<Record<string, JsonValue>>[];
  readonly globals: Readonly<Record<string, JsonValue>>;
}

export function stopJson(
  program: DebugProgram,
  memory: ProgramMemory,
  heap: HeapBlocks,
  site: Site,
  record: number,
): JsonStop {
  const frames = framesOf(memory, program.sites, site, record);
  const [frame] = frames;
  return {
    file: fileName(site.file),
    line: site.line,
    function: site.function.name,
    depth: frames.length,
    blocks: frame ? scopesOf(frame).map((scope) => variablesOf(scope.variables, frame)) : [],
    globals: variablesOf(program.info.globals, undefined),
  };

  function variablesOf(variables: Scope['variables'], of: Frame | undefined): Record<string, JsonValue> {
    return Object.fromEntries(
      variables.filter(({ isHidden }) => !isHidden).map((variable) => [variable.name, valueOf(variable, of)]),
    );
  }

  function valueOf(variable: Variable, of: Frame | undefined): JsonValue {
    const place = placeOf(variable, memory, of);
    if (place?.kind !== 'memory') return '?';
    const source: ValueSource = { memory, heap, lengthOf: (entry) => of && lengthIn(entry, of, memory) };
    return jsonValue(source, variable.type, place.address);
  }
}
