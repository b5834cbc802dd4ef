import type { ProjectSettings } from '../project/settings.ts';
import { words } from '../project/words.ts';

/** Arguments after the program's name: what was typed, split at blanks, quotes kept together. */
export function argsOf({ args }: ProjectSettings): readonly string[] {
  return words(args);
}

/** `NAME=value` lines; blank ones and those that begin with # are skipped. */
export function environOf({ env }: ProjectSettings): readonly string[] {
  return env
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => /^[^#=]+=/.test(line));
}
