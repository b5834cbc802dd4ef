import { describe, expect, it } from 'vitest';
import { compileFlags, languageOf, linkFlags } from './driver-flags.ts';
import { DEFAULT_SETTINGS, type ProjectSettings } from '../../project/settings.ts';

const settings = (change: Partial<ProjectSettings>): ProjectSettings => ({
  ...DEFAULT_SETTINGS,
  checks: 'off',
  ...change,
});
const BARE: Partial<ProjectSettings> = {
  withoutDefaults: ['emulation', 'longDouble', 'setjmp', 'stack', 'compat', 'checks'],
};

describe('compileFlags', () => {
  it.each([
    ['c', {}, ['-g', '-std=gnu17', '-std=gnu17', '-O1', '-Wall']],
    [
      'c',
      { standard: 'c89', optimization: '-O3', warnings: 'extra' },
      ['-g', '-std=gnu17', '-std=c89', '-O3', '-Wall', '-Wextra'],
    ],
    ['c++', { standard: 'c89', warnings: 'none' }, ['-g', '-std=c++20', '-fno-exceptions', '-O1', '-w']],
    [
      'c',
      { warnings: 'default', extraFlags: '-DX="a b" -lfoo -Wl,-s -Ldir -std=c11' },
      ['-g', '-std=gnu17', '-std=gnu17', '-O1', '-DX=a b', '-std=c11'],
    ],
  ] as const)('%s with %j', (language, change, expected) => {
    expect(compileFlags(settings({ ...BARE, ...change }), language)).toEqual(expected);
  });

  it('puts the project’s own flags after the defaults, so that they win', () => {
    const flags = compileFlags(settings({ extraFlags: '-O0 -D_WASI_EMULATED_SIGNAL=2' }), 'c');
    expect(flags.slice(-2)).toEqual(['-O0', '-D_WASI_EMULATED_SIGNAL=2']);
    expect(flags.indexOf('-D_WASI_EMULATED_SIGNAL')).toBeGreaterThan(-1);
  });
});

describe('linkFlags', () => {
  it.each([
    [{}, []],
    [{ libraries: 'm z' }, ['-lm', '-lz']],
    [{ libraries: '-lm -Llib' }, ['-lm', '-Llib']],
    [{ extraFlags: '-DX -Wl,--export=f -lfoo', libraries: 'm' }, ['-Wl,--export=f', '-lfoo', '-lm']],
  ] as const)('%j', (change, expected) => {
    expect(linkFlags(settings({ ...BARE, ...change }), 'c')).toEqual(expected);
  });
});

describe('a flag of the project against a default', () => {
  it('comes after all defaults but the libraries, so that the linker takes it', () => {
    const flags = linkFlags(settings({ extraFlags: '-Wl,-z,stack-size=65536', libraries: 'mine' }), 'c');
    const at = (flag: string | RegExp): number => flags.findIndex((one) => one.search(flag) === 0);
    expect(at('-Wl,-z,stack-size=8388608')).toBeLessThan(at('-Wl,-z,stack-size=65536'));
    expect(at('-Wl,-z,stack-size=65536')).toBeLessThan(at('-lmine'));
    expect(at('-lmine')).toBeLessThan(at('-lc-printscan-long-double'));
    expect(flags.findLastIndex((flag) => !flag.startsWith('-l'))).toBeLessThan(at('-lmine'));
  });
});

describe('languageOf', () => {
  it.each([
    ['main.c', 'c'],
    ['src/größe x.c', 'c'],
    ['a.cpp', 'c++'],
    ['a.cc', 'c++'],
    ['a.cxx', 'c++'],
    ['MAIN.C', 'c'],
    ['MAIN.CPP', 'c++'],
    ['a.h', undefined],
    ['a.hpp', undefined],
    ['a.c.txt', undefined],
    ['c', undefined],
    ['notes', undefined],
  ])('%s: %s', (path, language) => {
    expect(languageOf(path)).toBe(language);
  });
});
