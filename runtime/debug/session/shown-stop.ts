import type { ShownFrame, ShownStop, ShownValue } from '../../stops/stop.ts';
import type { DebugProgram } from '../debug-program.ts';
import { callsByAddress, framesOf, lengthIn, placeOf, stackEndOf, visibleVariables, type Frame } from '../frames.ts';
import type { Variable } from '../program-info.ts';
import { memoryPicture } from './memory-picture.ts';
import { shownExpression } from '../values/evaluate-expression.ts';
import { ExpressionError, parseExpression } from '../../stops/parse-expression.ts';
import { shownBytes } from './shown-bytes.ts';
import { stopScope } from './stop-scope.ts';
import { shownValue } from '../values/shown-value.ts';
import type { Stop } from './debug-session.ts';

/** Of a deep recursion, the innermost calls are told. */
const MOST_FRAMES = 100;
/** Of these, the variables too. */
const MOST_WITH_VARIABLES = 8;
/** Of one variable, and of all: an array of arrays has thousands, and a person opens few. */
const MOST_VALUES = 1000;
const MOST_VALUES_OF_STOP = 4000;
/** So many are told of each, however much the ones before it have. */
const FEWEST_VALUES = 20;

/** A stop as the page shows it. */
export function shownStop(program: DebugProgram, stop: Stop): ShownStop {
  const { memory, heap } = stop.debuggee;
  const allFrames = framesOf(memory, program.sites, stop.site, stop.record);
  const callAt = callsByAddress(memory, allFrames);
  const stackEnd = stackEndOf(allFrames[0], stop.debuggee);
  const functionAt = (pointer: number): string | undefined => program.pointedFunctions.get(pointer);
  const frames = allFrames.slice(0, MOST_FRAMES);
  let valuesLeft = MOST_VALUES_OF_STOP;
  return {
    reason: stop.reason,
    position: stop.position,
    first: stop.earliest,
    furthest: stop.furthest,
    frames: frames.map((frame, i): ShownFrame => ({
      function: frame.function.name,
      file: frame.site.file.slice(1),
      line: frame.site.line,
      variables: i < MOST_WITH_VARIABLES ? visibleVariables(frame).map((one) => valueOf(one, frame)) : [],
    })),
    globals: program.info.globals.map((variable) => valueOf(variable, undefined)),
    memory: memoryPicture(program, stop),
    brokenOn: stop.brokenOn,
    watched: stop.watched.map((text) => watchedValue(text)),
    bytes: stop.bytes && shownBytes(memory, stop.bytes),
    marks: stop.marks,
    terminal: stop.terminal,
    moved: stop.moved,
    note: stop.note,
    ...(stop.isOpen && { isOpen: true }),
  };

  /** A sentence where it has no value. */
  function watchedValue(text: string): ShownValue {
    try {
      const scope = stopScope(program, stop.debuggee, stop.site, stop.record);
      return shownExpression({ ...scope, budget: { left: MOST_VALUES } }, text, parseExpression(text));
    } catch (error) {
      if (!(error instanceof ExpressionError)) throw error;
      return { name: text, type: '', text: error.message, parts: [], isProblem: true };
    }
  }

  function valueOf(variable: Variable, frame: Frame | undefined): ShownValue {
    const place = placeOf(variable, memory, frame);
    const address = place?.kind === 'memory' ? place.address : undefined;
    const most = Math.max(FEWEST_VALUES, Math.min(MOST_VALUES, valuesLeft));
    const budget = { left: most };
    const source = {
      memory,
      heap,
      budget,
      functionAt,
      callAt,
      stackEnd,
      lengthOf: (entry: number) => frame && lengthIn(entry, frame, memory),
    };
    const value = shownValue(source, variable.name, variable.type, address);
    valuesLeft -= most - budget.left;
    return value;
  }
}
