import { type TarEntry } from './tar.ts';

/** What a step that compiles C at packing time needs: the compiler, and the sysroot to compile against. */
export type AdditionContext = {
  readonly core: Uint8Array;
  readonly sysroot: readonly TarEntry[];
  readonly progress: (line: string) => void;
};

/** Makes files for the C image, as paths under /usr, for instance `lib/wasm32-wasip1/libsomething.a`. */
export type AdditionStep = (context: AdditionContext) => Promise<readonly TarEntry[]>;
