import type { JulietCase } from './juliet-cases.ts';
import type { Half } from './juliet-program.ts';

/** Something that builds and runs programs and says what it found; the suite is run once for each. */
export interface Judge {
  readonly name: string;
  /** Undefined: it does not build the program. */
  build(sources: ReadonlyMap<string, string>): Promise<JudgedProgram | undefined>;
}

/** Until the next build. */
export interface JudgedProgram {
  /** `number`: where `one` stands among the cases of the program. */
  run(half: Half, number: number, one: JulietCase): Promise<Verdict>;
}

export type Verdict =
  | { readonly kind: 'unbuilt' }
  | { readonly kind: 'nothing'; readonly ended: string }
  /** `isRight`: what was found is of the kind of the weakness; where a judge does not tell kinds, it counts as right. */
  | { readonly kind: 'found'; readonly what: string; readonly isRight: boolean };

/** The weakness of the suite that consists in not freeing a block. */
export const LEAK = 401;
