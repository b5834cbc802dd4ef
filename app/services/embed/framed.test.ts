import { expect, it } from 'vitest';
import { isFramedElsewhere, type Framed } from './framed.ts';

const OURS = 'https://preopen.example';

/** A page within pages, given from the inside out. Of what is foreign nothing but its own frame may be read. */
function within(...origins: readonly (string | undefined)[]): Framed {
  const windows = origins.map((origin) => ({
    parent: undefined as unknown as Framed,
    get origin() {
      if (origin === undefined) throw new DOMException('Blocked a frame', 'SecurityError');
      return origin;
    },
  }));
  windows.forEach((each, i) => (each.parent = windows[i + 1] ?? each));
  return windows[0] as Framed;
}

it.each([
  ['in a tab', [OURS], false],
  ['in a page of its own site', [OURS, OURS], false],
  ['in a page of another site', [OURS, undefined], true],
  ['in a page of its own site that another one holds', [OURS, OURS, undefined], true],
  ['in a page of another origin that lets itself be read', [OURS, 'https://blog.preopen.example'], true],
] as const)('%s', (_what, origins, isFramed) => {
  expect(isFramedElsewhere(within(...origins))).toBe(isFramed);
});
