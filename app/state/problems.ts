import type { Diagnostic, Place, Severity } from '../../runtime/protocol/diagnostic.ts';
import { projectPath } from './paths.ts';

/** Who said it: a build, a run that broke down, or a check of the file `check:<path>`. */
export type Origin = 'build' | 'run' | `check:${string}`;

/** A diagnostic with project paths, and with who said it. */
export interface Problem extends Diagnostic {
  readonly origin: Origin;
}

export interface ProblemGroup {
  /** undefined: the linker's, which have no place. */
  readonly file: string | undefined;
  readonly problems: readonly Problem[];
}

export function placed(diagnostic: Diagnostic, origin: Origin): Problem {
  return {
    ...diagnostic,
    origin,
    place: relative(diagnostic.place),
    notes: diagnostic.notes.map((note) => ({ ...note, place: relative(note.place) })),
    ...(diagnostic.follow ? { follow: diagnostic.follow.map((one) => placed(one, origin)) } : {}),
  };
}

/**
 * What is known after a check of `path`. The check replaces what anyone said about that file before, and what
 * an earlier check of it said about other files; what a build said about other files stands, and what the linker said.
 */
export function mergeCheck(
  problems: readonly Problem[],
  path: string,
  diagnostics: readonly Diagnostic[],
): readonly Problem[] {
  const origin: Origin = `check:${path}`;
  const kept = problems.filter(
    (problem) =>
      problem.origin === 'run' ||
      problem.isFromLinker === true ||
      (problem.origin !== origin && problem.place?.file !== path),
  );
  const known = new Set(kept.map(identity));
  const found = diagnostics
    .map((diagnostic) => placed(diagnostic, origin))
    .filter((problem) => !known.has(identity(problem)));
  return [...kept, ...found];
}

/** By file in order of path, the placeless last; within a file by line. */
export function groupByFile(problems: readonly Problem[]): readonly ProblemGroup[] {
  const groups = new Map<string | undefined, Problem[]>();
  for (const problem of problems) {
    const group = groups.get(problem.place?.file);
    if (group) group.push(problem);
    else groups.set(problem.place?.file, [problem]);
  }
  return [...groups]
    .map(([file, members]) => ({ file, problems: members.toSorted(byPlace) }))
    .toSorted((a, b) => byFile(a.file, b.file));
}

export function countBySeverity(problems: readonly Problem[]): Readonly<Record<Severity, number>> {
  const counts = { error: 0, warning: 0, note: 0, remark: 0 };
  for (const { severity } of problems) counts[severity] += 1;
  return counts;
}

function relative(place: Place | undefined): Place | undefined {
  return place && { ...place, file: projectPath(place.file) };
}

function identity({ place, message, severity }: Diagnostic): string {
  return JSON.stringify([place?.file, place?.line, place?.column, severity, message]);
}

function byPlace(a: Problem, b: Problem): number {
  return (a.place?.line ?? 0) - (b.place?.line ?? 0) || (a.place?.column ?? 0) - (b.place?.column ?? 0);
}

function byFile(a: string | undefined, b: string | undefined): number {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
  return a.localeCompare(b);
}
