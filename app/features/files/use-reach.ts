import { reachInWords, reachOf, REACH_SIGNS, waysInWords, type ReachLevel } from '../../../runtime/policy/reach.ts';
import { selectIsReader, selectSettings } from '../../state/project-slice.ts';
import { useApp } from '../../state/use-app.ts';

/** How far the program gets with a file, as a row shows it. */
export interface RowReach {
  readonly level: ReachLevel;
  readonly sign: string;
  /** “next run: read only” */
  readonly text: string;
  /** The names it has in the program, a line each. */
  readonly ways: string;
}

interface TreeReach {
  readonly isRunning: boolean;
  readonly of: (path: string) => RowReach | undefined;
}

/** What the program that runs, or else the next one, may do to the project's files. */
export function useReach(): TreeReach {
  const isRunning = useApp((state) => state.run.phase === 'running');
  const runPolicy = useApp((state) => state.runPolicy);
  const settings = useApp(selectSettings);
  const isReader = useApp(selectIsReader);
  const policy = (isRunning ? runPolicy : undefined) ?? settings?.policy;
  return {
    isRunning,
    of: (path) => {
      if (!policy) return undefined;
      const reach = reachOf(policy, `/project/${path}`, isReader);
      return {
        level: reach.level,
        sign: reach.asks ? '?' : REACH_SIGNS[reach.level],
        text: `${isRunning ? 'Running program' : 'Next run'}: ${reachInWords(reach)}`,
        ways: waysInWords(reach).join('\n'),
      };
    },
  };
}
