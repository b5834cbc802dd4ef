import { megabytes } from '../../../runtime/base/megabytes.ts';
import { policyInWords } from '../../../runtime/policy/in-words.ts';
import { outcomeText } from '../../text/outcome-text.ts';
import { selectSettings } from '../../state/project-slice.ts';
import type { RunState } from '../../state/run-slice.ts';
import { useApp } from '../../state/use-app.ts';
import type { ToolchainState } from '../../../runtime/protocol/kernel.ts';

/** How things stand, and what the program may reach when it runs. */
export function EmbedFoot() {
  const run = useApp((state) => state.run);
  const toolchain = useApp((state) => state.toolchain);
  const settings = useApp(selectSettings);
  const reach = settings ? `It ${policyInWords(settings.policy).join('; ')}.` : '';
  return (
    <footer className="embed-foot">
      <span role="status" aria-label="Status">
        {statusText(run, toolchain)}
      </span>
      <span className="embed-reach" title={reach}>
        {reach}
      </span>
    </footer>
  );
}

function statusText(run: RunState, toolchain: ToolchainState): string {
  if (toolchain.phase === 'failed') return toolchain.message;
  switch (run.phase) {
    case 'idle':
      return 'Not run yet';
    case 'starting':
    case 'waiting-for-toolchain':
      return toolchain.phase === 'loading' && toolchain.totalBytes > 0
        ? `Fetching the compiler: ${megabytes(toolchain.loadedBytes)} of ${megabytes(toolchain.totalBytes)} MB`
        : 'Preparing the compiler';
    case 'compiling':
    case 'linking':
      return 'Compiling';
    case 'running':
      return 'Running';
    case 'ended':
      return outcomeText(run.outcome);
  }
}
