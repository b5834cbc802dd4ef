import { instrument, type Instrumented } from './instrument/instrument.ts';
import { readProgramInfo, type ProgramInfo } from './program-info.ts';

/** A program that is ready to be debugged. */
export interface DebugProgram extends Instrumented {
  readonly info: ProgramInfo;
  /** The same program that also says what it writes, made when it is first asked for. */
  readonly watching: () => Instrumented;
}

/** Throws a sentence for a program that cannot be debugged. */
export function prepareDebugProgram(built: Uint8Array): DebugProgram {
  const info = readProgramInfo(built);
  if (info.functions.length === 0)
    throw new Error('The program has no debug information, so there are no lines to stop at');
  let watching: Instrumented | undefined;
  return { info, ...instrument(built, info), watching: () => (watching ??= instrument(built, info, true)) };
}
