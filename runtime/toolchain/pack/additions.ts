import { compatStep } from './compat-step.ts';
import { type TarEntry } from './tar.ts';

/** What a step that compiles C at packing time needs: the compiler, and the sysroot to compile against. */
export type AdditionContext = {
  readonly core: Uint8Array;
  readonly sysroot: readonly TarEntry[];
  readonly progress: (line: string) => void;
};

/** Makes files for the C image, as paths under /usr, for instance `lib/wasm32-wasip1/libsomething.a`. */
export type AdditionStep = (context: AdditionContext) => Promise<readonly TarEntry[]>;

/**
 * Steps run in order, before the image is written. To ship a library of our own, write a step that
 * compiles it and list it here; its sources belong in `SOURCE_FOLDERS` of `fingerprint.ts`, so that a
 * change to them prepares the toolchain again.
 */
const STEPS: readonly AdditionStep[] = [compatStep];

export async function makeAdditions(context: AdditionContext): Promise<TarEntry[]> {
  const added: TarEntry[] = [];
  for (const step of STEPS) added.push(...(await step(context)));
  return added;
}
