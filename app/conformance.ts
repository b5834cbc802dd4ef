import { runCaseInWorker } from '../runtime/client/conformance-client.ts';
import type { Case, CaseResult } from '../runtime/protocol/conformance-case.ts';
import type { WireKind } from '../runtime/protocol/kernel.ts';

/** A case as it crosses from the test driver: bytes as base64. */
interface SentCase extends Omit<Case, 'wasm' | 'stdin' | 'preopens'> {
  readonly wasm: string;
  readonly stdin: string;
  readonly preopens: readonly {
    readonly guest: string;
    readonly files: readonly (
      | { readonly kind: 'file'; readonly path: string; readonly bytes: string }
      | Exclude<Case['preopens'][number]['files'][number], { kind: 'file' }>
    )[];
  }[];
}

declare global {
  /** What `npm run conformance` drives on this page. */
  var runConformanceCase: (wire: WireKind, test: SentCase, timeoutMs: number) => Promise<CaseResult>;
}

globalThis.runConformanceCase = (wire, test, timeoutMs) =>
  runCaseInWorker(
    wire,
    {
      ...test,
      wasm: fromBase64(test.wasm),
      stdin: fromBase64(test.stdin),
      preopens: test.preopens.map(({ guest, files }) => ({
        guest,
        files: files.map((file) => (file.kind === 'file' ? { ...file, bytes: fromBase64(file.bytes) } : file)),
      })),
    },
    timeoutMs,
  );

function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
}
