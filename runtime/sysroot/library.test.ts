import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { defaultFlags } from '../toolchain/driver/default-flags.ts';
import { C_SUPPORT } from './c-support.ts';
import { COMPAT_HEADERS, COMPAT_SOURCES } from './library.ts';

function filesBelow(folder: string): string[] {
  return readdirSync(new URL(folder, import.meta.url), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath}/${entry.name}`.split(`/sysroot/${folder}/`)[1] ?? '')
    .map((path) => path.replace(/^\//, ''));
}

describe('the compat library', () => {
  it('lists every source and every header in its folders', () => {
    expect([...COMPAT_SOURCES].sort()).toEqual(filesBelow('src').sort());
    expect([...COMPAT_HEADERS].sort()).toEqual(filesBelow('include').sort());
  });
});

describe('default flags', () => {
  it('leaves out a group that is switched off, and never the language', () => {
    const flags = defaultFlags('c++', 'compile', new Set(['emulation', 'setjmp', 'compat', 'checks']));
    expect(flags).toEqual(['-std=c++20', '-fno-exceptions']);
  });
});

describe('what C can do here', () => {
  it('gives every row its own id, and every note or refusal its words', () => {
    const rows = C_SUPPORT.flatMap((section) => section.rows);
    expect(new Set(rows.map((row) => row.id)).size).toBe(rows.length);
    expect(rows.filter((row) => row.status !== 'supported' && row.note === '')).toEqual([]);
  });
});
