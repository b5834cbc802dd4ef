export type { Diagnostic, Place, Severity } from '../project/diagnostic.ts';
