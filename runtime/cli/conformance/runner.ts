import type { Case, CaseResult } from '../../protocol/conformance-case.ts';

/** A wire, or the face of the package, which has its own. */
export type WireName = 'direct' | 'shared' | 'suspending' | 'xhr' | 'package';

/** Something that runs cases, each on a fresh machine. Rejects for a failure that is not the guest's. */
export interface CaseRunner {
  run(test: Case, timeoutMs: number): Promise<CaseResult>;
  close(): Promise<void>;
}

export const OUT_OF_TIME: CaseResult = { end: { kind: 'killed' }, stdout: '', stderr: '' };
