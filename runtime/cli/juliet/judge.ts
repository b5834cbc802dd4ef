/** Something that builds and runs a program and says what it found; the suite is run once for each. */
export interface Judge {
  readonly name: string;
  judge(source: string, weakness: number): Promise<Verdict>;
}

export type Verdict =
  | { readonly kind: 'unbuilt' }
  | { readonly kind: 'nothing'; readonly ended: string }
  /** `isRight`: what was found is of the kind of the weakness; where a judge does not tell kinds, it counts as right. */
  | { readonly kind: 'found'; readonly what: string; readonly isRight: boolean };

/** The weakness of the suite that consists in not freeing a block. */
export const LEAK = 401;
