import { isOurs } from '../guest/trap.ts';
import { instrument, type Instrumented } from './instrument/instrument.ts';
import { readProgramInfo, type ProgramInfo } from './program-info.ts';

/** A program that is ready to be debugged. */
export interface DebugProgram extends Instrumented {
  readonly info: ProgramInfo;
  /** The same program that also says what it writes, made when it is first asked for. */
  readonly watching: () => Instrumented;
}

/** What can be done with a program that cannot be debugged. */
const RUN_INSTEAD =
  'Run runs it all the same: with Record calls on in the Trace panel, you see each of its system calls';

/** The program, or the sentences that say why it cannot be debugged and what can be done. */
export function programToDebug(built: Uint8Array): DebugProgram | string {
  try {
    return prepareDebugProgram(built);
  } catch (error) {
    if (!(error instanceof Error) || isOurs(error)) throw error;
    return `${error.message}. ${RUN_INSTEAD}`;
  }
}

/** Throws a sentence for a program that cannot be debugged. */
export function prepareDebugProgram(built: Uint8Array): DebugProgram {
  const info = readInfo(built);
  if (info.functions.length === 0)
    throw new Error(
      'The debugger finds no lines of yours to stop at: the program was built without debug information. If the extra flags have -s or -Wl,--strip-debug, which remove it, take them out and press Debug again',
    );
  let watching: Instrumented | undefined;
  return { info, ...instrument(built, info), watching: () => (watching ??= instrument(built, info, true)) };
}

function readInfo(built: Uint8Array): ProgramInfo {
  try {
    return readProgramInfo(built);
  } catch (error) {
    if (!(error instanceof Error) || isOurs(error)) throw error;
    // What is damaged leads out of the bytes.
    const why = error instanceof RangeError ? '' : `: ${error.message}`;
    throw new Error(`The debugger cannot read the program’s debug information${why}`, { cause: error });
  }
}
