import type { JobEnd } from '../tools/machine.ts';
import { Stopped } from './build-result.ts';

/** True or false by the exit status of a tool that did its work; anything else stops the build with what it is. */
export function succeeded(tool: string, end: JobEnd, output: string): boolean {
  if (end.kind === 'killed') throw new Stopped({ kind: 'cancelled' });
  if (
    end.kind === 'exited' &&
    (end.code === 0 || (end.code === 1 && !/PLEASE submit a bug report|LLVM ERROR/.test(output)))
  )
    return end.code === 0;
  const why = end.kind === 'trapped' ? `${end.trap.message}\n` : 'message' in end ? `${end.message}\n` : '';
  throw new Stopped({ kind: 'crashed', tool, output: why + output });
}
