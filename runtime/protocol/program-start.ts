import { DEFAULT_POLICY, type Policy } from '../policy/policy.ts';
import type { ProjectSettings } from '../toolchain/settings.ts';
import { words } from '../toolchain/words.ts';

/** What a project's program is granted, unless somebody says otherwise. */
export function policyOf({ personality, listenPort }: ProjectSettings): Policy {
  return { ...DEFAULT_POLICY, personality, listen: listenPort === undefined ? [] : [{ port: listenPort }] };
}

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
