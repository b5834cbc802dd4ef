import { readFileSync } from 'node:fs';

export type ProgramName =
  'blocks' | 'cpu' | 'flood' | 'hello' | 'malloc' | 'many-calls' | 'part' | 'round-trip' | 'small-writes' | 'stops';

/** The C source of a measuring program. */
export function programSource(name: ProgramName, ending: 'c' | 'h' = 'c'): string {
  return readFileSync(new URL(`./programs/${name}.${ending}`, import.meta.url), 'utf8');
}

/** The numbers after `key=` in what a program said, separated by blanks. */
export function numbersSaid(said: string, key: string): readonly number[] {
  const line = new RegExp(`(?:^|[\\s])${key}=([\\d. ]+)`).exec(said);
  if (!line?.[1]) throw new Error(`The program did not say ${key}: ${JSON.stringify(said.slice(-200))}`);
  return line[1].trim().split(' ').map(Number);
}

/** The number after `key=`. */
export function numberSaid(said: string, key: string): number {
  const [number] = numbersSaid(said, key);
  if (number === undefined) throw new Error(`The program said nothing after ${key}=`);
  return number;
}
