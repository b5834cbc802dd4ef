import type { Tagged } from '../canonical/types.ts';

export type Family = 'ipv4' | 'ipv6';

/** `ip-socket-address` of WASI 0.2. */
export interface SocketAddress extends Tagged {
  readonly tag: Family;
  readonly val: { readonly port: number; readonly address: readonly number[] };
}

const LOOPBACK: Readonly<Record<Family, readonly number[]>> = {
  ipv4: [127, 0, 0, 1],
  ipv6: [0, 0, 0, 0, 0, 0, 0, 1],
};

/** An address of this machine, which is alone on its network. */
export function loopback(family: Family, port: number): SocketAddress {
  const address = LOOPBACK[family];
  return family === 'ipv4'
    ? { tag: family, val: { port, address } }
    : { tag: family, val: { port, address, 'flow-info': 0, 'scope-id': 0 } as SocketAddress['val'] };
}

/** Whether an address means this machine, in one way or another: `localhost`, or any address that it has. */
export function isOwnAddress({ tag, val: { address } }: SocketAddress): boolean {
  return address.every((part) => part === 0) || String(address) === String(LOOPBACK[tag]);
}

/** An address as it is written, or `localhost`: the only names that there are. */
export function addressesOf(name: string): readonly Tagged[] | 'invalid' {
  if (name.toLowerCase() === 'localhost')
    return (['ipv4', 'ipv6'] as const).map((tag) => ({ tag, val: LOOPBACK[tag] }));
  const parts = name.split('.');
  if (parts.length === 4 && parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256))
    return [{ tag: 'ipv4', val: parts.map(Number) }];
  if (name.includes(':')) {
    const groups = ipv6Groups(name);
    return groups ? [{ tag: 'ipv6', val: groups }] : 'invalid';
  }
  return /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(name) ? [] : 'invalid';
}

function ipv6Groups(text: string): readonly number[] | undefined {
  const halves = text.split('::').map((half) => (half === '' ? [] : half.split(':')));
  const [left = [], right = []] = halves;
  const written = left.length + right.length;
  if (halves.length > 2 || (halves.length === 1 ? written !== 8 : written > 7)) return undefined;
  const groups = [...left, ...Array<string>(8 - written).fill('0'), ...right];
  return groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))
    ? groups.map((group) => parseInt(group, 16))
    : undefined;
}
