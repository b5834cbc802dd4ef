import { describe, expect, it } from 'vitest';
import { ASSET_NAMES, hashedName, parseManifest } from './manifest.ts';

const digest = 'a1b2c3d4'.repeat(8);

function asset(stem: string, extension: string) {
  return { file: hashedName(stem, digest, extension), bytes: 10, sha256: digest };
}

function good() {
  return {
    v: 1,
    package: '@yowasp/clang',
    version: '22.0.0',
    clang: '22.1.0',
    inputs: 'f00d',
    assets: {
      coreFirst: asset('core-first', 'wasm'),
      coreUsual: asset('core-usual', 'wasm'),
      coreRare: asset('core-rare', 'wasm'),
      sysrootC: asset('sysroot-c', 'tar'),
      sysrootCxx: asset('sysroot-cxx', 'tar'),
      plans: asset('plans', 'json'),
    },
  };
}

function withCore(change: Record<string, unknown>) {
  return { ...good(), assets: { ...good().assets, coreFirst: { ...good().assets.coreFirst, ...change } } };
}

describe('parseManifest', () => {
  it('reads back what was written', () => {
    const parsed = parseManifest(JSON.parse(JSON.stringify(good())));
    expect(parsed).toEqual({ ok: true, value: good() });
  });

  it('drops what it does not know, so that nothing unchecked travels on', () => {
    const parsed = parseManifest({ ...good(), script: 'x', assets: { ...good().assets, extra: 1 } });
    expect(parsed).toEqual({ ok: true, value: good() });
  });

  it.each<readonly [unknown, string | RegExp]>([
    [null, 'it must be an object, and is null'],
    [[], 'it must be an object, and is a list'],
    [{}, 'it lacks the field “v”'],
    [{ ...good(), v: 2 }, 'the version must be 1, and is 2'],
    [{ ...good(), clang: 22 }, 'clang must be text, and is 22'],
    [{ ...good(), inputs: '' }, 'inputs must not be empty'],
    [{ ...good(), assets: 'coreFirst' }, 'assets must be an object, and is “coreFirst”'],
    [{ ...good(), assets: { coreFirst: asset('core-first', 'wasm') } }, 'assets lacks the field “coreUsual”'],
    [withCore({ file: 1 }), 'assets.coreFirst.file must be text, and is 1'],
    [withCore({ bytes: 1.5 }), /^assets.coreFirst.bytes must be a whole number from 1 to \d+, and is 1.5$/],
    [withCore({ bytes: 0 }), /^assets.coreFirst.bytes must be a whole number from 1 to \d+, and is 0$/],
    [withCore({ sha256: 'A1' }), 'assets.coreFirst.sha256 must be a SHA-256 in lower-case hex'],
    ...['../core.wasm', 'https://other.example/core.wasm', '.hidden', ''].map(
      (file) => [withCore({ file }), `assets.coreFirst.file must be a plain file name, and is “${file}”`] as const,
    ),
    [
      withCore({ file: 'core-first-00000000.wasm' }),
      'assets.coreFirst.file must carry the digest, and is “core-first-00000000.wasm”',
    ],
  ])('refuses %j: %s', (input, problem) => {
    const parsed = parseManifest(input);
    if (parsed.ok) throw new Error('It was read');
    const [, sentence] = /^Cannot read the toolchain manifest: (.*)$/.exec(parsed.error) ?? [];
    if (typeof problem === 'string') expect(sentence).toBe(problem);
    else expect(sentence).toMatch(problem);
  });

  it('knows exactly the assets a manifest lists', () => {
    expect([...ASSET_NAMES].sort()).toEqual(Object.keys(good().assets).sort());
  });
});
