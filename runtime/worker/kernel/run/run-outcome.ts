import type { RunOutcome } from '../../../protocol/run.ts';
import type { BuildResult } from '../../../toolchain/build/build-result.ts';
import type { JobEnd } from '../../../toolchain/tools/machine.ts';
import type { ProgramOutcome } from '../../../project/program-outcome.ts';
import { childReport } from '../../../toolchain/report/child-report.ts';
import { outcomeOf } from '../../../toolchain/report/outcome.ts';
import type { Tools } from '../../../toolchain/tools/tools.ts';
import { AssetError } from '../toolchain/assets.ts';

/** Says where in the source a program trapped if the tools for that can be had, and in any case that it trapped. */
export async function outcomeWith(
  tools: Tools | undefined,
  program: Uint8Array,
  ended: JobEnd,
): Promise<ProgramOutcome> {
  try {
    return await outcomeOf(tools, program, ended);
  } catch (error) {
    if (!(error instanceof AssetError)) throw error;
    return outcomeOf(undefined, program, ended);
  }
}

/** As `childReport`, with C places if the tools for that can be had. */
export async function childReportWith(
  tools: Tools | undefined,
  name: string,
  program: Uint8Array,
  ended: JobEnd,
): Promise<string> {
  try {
    return await childReport(tools, name, program, ended);
  } catch (error) {
    if (!(error instanceof AssetError)) throw error;
    return childReport(undefined, name, program, ended);
  }
}

/** What becomes of a run when there is no program. */
export function unbuilt(built: Exclude<BuildResult, { readonly kind: 'built' }>): RunOutcome {
  switch (built.kind) {
    case 'failed':
      return { kind: 'not-compiled', errors: built.diagnostics.filter(({ severity }) => severity === 'error').length };
    case 'crashed':
      return { kind: 'compiler-crashed', tool: built.tool, output: built.output };
    case 'cancelled':
      return { kind: 'stopped' };
  }
}
