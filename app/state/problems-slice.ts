import type { StateCreator } from 'zustand/vanilla';
import type { Diagnostic } from '../../runtime/protocol/diagnostic.ts';
import { mergeCheck, placed, type Problem } from './problems.ts';

export interface ProblemsSlice {
  readonly problems: readonly Problem[];
  /** What the build had to say; replaces everything. */
  readonly buildDiagnosed: (diagnostics: readonly Diagnostic[]) => void;
  /** What a check of one file had to say; replaces what was known about that file. */
  readonly fileChecked: (path: string, diagnostics: readonly Diagnostic[]) => void;
  /** Where and why a program broke down, or was refused something; it stays until the next run. */
  readonly trapDiagnosed: (diagnostic: Diagnostic) => void;
  readonly trapCleared: () => void;
  readonly problemsCleared: () => void;
}

export const createProblemsSlice: StateCreator<ProblemsSlice> = (set) => ({
  problems: [],
  buildDiagnosed: (diagnostics) => set({ problems: diagnostics.map((diagnostic) => placed(diagnostic, 'build')) }),
  fileChecked: (path, diagnostics) => set(({ problems }) => ({ problems: mergeCheck(problems, path, diagnostics) })),
  trapDiagnosed: (diagnostic) => set(({ problems }) => ({ problems: [placed(diagnostic, 'run'), ...problems] })),
  trapCleared: () =>
    set(({ problems }) =>
      problems.some(({ origin }) => origin === 'run')
        ? { problems: problems.filter(({ origin }) => origin !== 'run') }
        : {},
    ),
  problemsCleared: () => set({ problems: [] }),
});
