import { describe, expect, it } from 'vitest';
import { knownWire } from './known-wire.ts';
import { chooseWire, type WireMeans } from './wire.ts';

const ISOLATED = { crossOriginIsolated: true, SharedArrayBuffer };
const JSPI = { Suspending: Object, promising: () => undefined };
const at = (search: string) => ({ search }) as Location;

describe('knownWire', () => {
  it.each([
    ['isolated, with shared memory', { ...ISOLATED, location: at('') }, { kind: 'shared' }],
    ['isolated, without shared memory', { crossOriginIsolated: true, location: at('') }, undefined],
    ['not isolated', { crossOriginIsolated: false, SharedArrayBuffer, location: at('') }, undefined],
    ['asked for a lesser wire', { ...ISOLATED, location: at('?wire=xhr') }, undefined],
  ] as const)('%s', (_what, page, wire) => {
    expect(knownWire(page)).toEqual(wire);
  });
});

describe('chooseWire', () => {
  const bridge = { url: 'https://preopen.example/__preopen/1/', port: new MessageChannel().port1 };
  const page = (over: object) => ({ crossOriginIsolated: true, location: at(''), WebAssembly: {}, ...over });

  it.each([
    ['JSPI', page({ WebAssembly: JSPI }), 'suspending', 'nothing'],
    ['JSPI, not isolated', page({ WebAssembly: JSPI, crossOriginIsolated: false }), 'suspending', 'nothing'],
    ['only half of JSPI', page({ WebAssembly: { Suspending: JSPI.Suspending } }), 'xhr', 'bridge'],
    ['JSPI, and asked for xhr', page({ WebAssembly: JSPI, location: at('?wire=xhr') }), 'xhr', 'bridge'],
    ['no JSPI', page({}), 'xhr', 'bridge'],
    ['no JSPI, not isolated', page({ crossOriginIsolated: false }), 'xhr', 'reload, bridge'],
    ['no WebAssembly', page({ WebAssembly: undefined }), 'none', 'nothing'],
  ] as const)('%s', async (_what, ground, kind, did) => {
    const done: string[] = [];
    expect((await chooseWire(ground, meansOf(done, bridge))).kind).toBe(kind);
    expect(done.join(', ') || 'nothing').toBe(did);
  });

  it('finds no wire without a service worker', async () => {
    const means = meansOf([], undefined);
    expect(await chooseWire(page({}), means)).toEqual({ kind: 'none' });
    expect(await chooseWire(page({ WebAssembly: JSPI }), means)).toEqual({ kind: 'suspending' });
  });

  it('hands the bridge to the kernel', async () => {
    expect(await chooseWire(page({}), meansOf([], bridge))).toEqual({ kind: 'xhr', ...bridge });
  });
});

/** Notes in `done` what was done. */
function meansOf(done: string[], bridge: Awaited<ReturnType<WireMeans['openBridge']>>): WireMeans {
  return {
    reloadIsolated: () => {
      done.push('reload');
      return Promise.resolve();
    },
    openBridge: () => {
      done.push('bridge');
      return Promise.resolve(bridge);
    },
  };
}
