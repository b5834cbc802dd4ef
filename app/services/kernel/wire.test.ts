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
  const relay = { url: 'https://preopen.example/__preopen/1/', port: new MessageChannel().port1 };
  const page = (over: object) => ({ crossOriginIsolated: true, location: at(''), WebAssembly: {}, ...over });

  it.each([
    ['JSPI', page({ WebAssembly: JSPI }), 'suspending', 'nothing'],
    ['JSPI, not isolated', page({ WebAssembly: JSPI, crossOriginIsolated: false }), 'suspending', 'nothing'],
    ['only half of JSPI', page({ WebAssembly: { Suspending: JSPI.Suspending } }), 'xhr', 'relay'],
    ['JSPI, and asked for xhr', page({ WebAssembly: JSPI, location: at('?wire=xhr') }), 'xhr', 'relay'],
    ['no JSPI', page({}), 'xhr', 'relay'],
    ['no JSPI, not isolated', page({ crossOriginIsolated: false }), 'xhr', 'reload, relay'],
    ['no WebAssembly', page({ WebAssembly: undefined }), 'none', 'nothing'],
  ] as const)('%s', async (_what, ground, kind, did) => {
    const done: string[] = [];
    expect((await chooseWire(ground, meansOf(done, relay))).kind).toBe(kind);
    expect(done.join(', ') || 'nothing').toBe(did);
  });

  it('finds no wire without a service worker', async () => {
    const means = meansOf([], undefined);
    expect(await chooseWire(page({}), means)).toEqual({ kind: 'none' });
    expect(await chooseWire(page({ WebAssembly: JSPI }), means)).toEqual({ kind: 'suspending' });
  });

  it('hands the relay to the kernel', async () => {
    expect(await chooseWire(page({}), meansOf([], relay))).toEqual({ kind: 'xhr', ...relay });
  });
});

/** Notes in `done` what was done. */
function meansOf(done: string[], relay: Awaited<ReturnType<WireMeans['openCallRelay']>>): WireMeans {
  return {
    reloadIsolated: () => {
      done.push('reload');
      return Promise.resolve();
    },
    openCallRelay: () => {
      done.push('relay');
      return Promise.resolve(relay);
    },
  };
}
