import type { ValueSource } from './json-value.ts';

/** How many more values may be told of the variable. */
export function leftOf({ budget }: Pick<ValueSource, 'budget'>): number {
  return Math.max(0, budget?.left ?? Infinity);
}

export function spend({ budget }: Pick<ValueSource, 'budget'>, values: number): void {
  if (budget) budget.left -= values;
}

/** So many of `count` values may still be told, of which each costs `each`; they are counted as told. */
export function taken(source: Pick<ValueSource, 'budget'>, count: number, each = 1): number {
  const told = Math.min(count, Math.floor(leftOf(source) / each));
  spend(source, told * each);
  return told;
}
