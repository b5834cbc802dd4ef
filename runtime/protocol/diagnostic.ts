export type { Diagnostic, Explanation, Place, Severity } from '../project/diagnostic.ts';
