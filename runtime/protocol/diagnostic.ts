export type { Diagnostic, Place, Severity } from '../toolchain/diagnostic.ts';
