import type { AdditionContext, AdditionStep } from './addition-step.ts';
import { checksStep } from './checks-step.ts';
import { compatStep } from './compat-step.ts';
import { type TarEntry } from './tar.ts';

/**
 * Steps run in order, before the image is written. To ship a library of our own, write a step that
 * compiles it and list it here; its sources belong in `SOURCE_FOLDERS` of `fingerprint.ts`, so that a
 * change to them prepares the toolchain again.
 */
const STEPS: readonly AdditionStep[] = [compatStep, checksStep];

export async function makeAdditions(context: AdditionContext): Promise<TarEntry[]> {
  const added: TarEntry[] = [];
  for (const step of STEPS) added.push(...(await step(context)));
  return added;
}
