import { describe, expect, it } from 'vitest';
import { ASSET_NAMES, describeManifestError, hashedName, parseManifest } from './manifest.ts';

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

  it.each([
    { input: null, error: { kind: 'not_an_object', field: '' } },
    { input: [], error: { kind: 'not_an_object', field: '' } },
    { input: {}, error: { kind: 'unsupported_version', found: undefined } },
    { input: { ...good(), v: 2 }, error: { kind: 'unsupported_version', found: 2 } },
    { input: { ...good(), clang: 22 }, error: { kind: 'not_a_string', field: 'clang' } },
    { input: { ...good(), inputs: '' }, error: { kind: 'not_a_string', field: 'inputs' } },
    { input: { ...good(), assets: 'coreFirst' }, error: { kind: 'not_an_object', field: 'assets' } },
    {
      input: { ...good(), assets: { coreFirst: asset('core-first', 'wasm') } },
      error: { kind: 'not_an_object', field: 'assets.coreUsual' },
    },
    { input: withCore({ file: 1 }), error: { kind: 'not_a_string', field: 'assets.coreFirst.file' } },
    { input: withCore({ bytes: 1.5 }), error: { kind: 'not_a_size', field: 'assets.coreFirst.bytes' } },
    { input: withCore({ bytes: 0 }), error: { kind: 'not_a_size', field: 'assets.coreFirst.bytes' } },
    { input: withCore({ sha256: 'A1' }), error: { kind: 'not_a_digest', field: 'assets.coreFirst.sha256' } },
    ...['../core.wasm', 'https://elsewhere.example/core.wasm', '.hidden', ''].map((file) => ({
      input: withCore({ file }),
      error: { kind: 'unsafe_file_name', field: 'assets.coreFirst.file', file },
    })),
    {
      input: withCore({ file: 'core-first-00000000.wasm' }),
      error: { kind: 'name_disagrees_with_digest', field: 'assets.coreFirst.file', file: 'core-first-00000000.wasm' },
    },
  ])('refuses $error', ({ input, error }) => {
    const parsed = parseManifest(input);
    expect(parsed).toEqual({ ok: false, error });
    if (!parsed.ok) expect(describeManifestError(parsed.error)).toMatch(/^Cannot read the toolchain manifest: /);
  });

  it('knows exactly the assets a manifest lists', () => {
    expect([...ASSET_NAMES].sort()).toEqual(Object.keys(good().assets).sort());
  });
});
