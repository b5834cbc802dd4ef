/** Scalar widths as witx names them. */
const WIDTH = { u8: 1, u16: 2, u32: 4, u64: 8 } as const;
type Scalar = keyof typeof WIDTH;
type ValueOf<S extends Scalar> = S extends 'u64' ? bigint : number;
type Fields = Readonly<Record<string, Scalar>>;
export type StructValue<F extends Fields> = { readonly [K in keyof F]: ValueOf<F[K]> };

export interface Struct<F extends Fields> {
  /** Bytes, padding included. */
  readonly size: number;
  readonly align: number;
  readonly offsets: { readonly [K in keyof F]: number };
  write(view: DataView, at: number, value: StructValue<F>): void;
  read(view: DataView, at: number): StructValue<F>;
}

/** Lays fields out in order with natural alignment, so no offset is ever written by hand. */
export function struct<const F extends Fields>(fields: F): Struct<F> {
  const entries = Object.entries(fields) as [keyof F & string, Scalar][];
  const offsets: Record<string, number> = {};
  let end = 0;
  let align = 1;
  for (const [name, scalar] of entries) {
    const width = WIDTH[scalar];
    end = Math.ceil(end / width) * width;
    offsets[name] = end;
    end += width;
    align = Math.max(align, width);
  }
  return {
    size: Math.ceil(end / align) * align,
    align,
    offsets: offsets as Struct<F>['offsets'],
    write(view, at, value) {
      for (const [name, scalar] of entries) write(view, at + (offsets[name] ?? 0), scalar, value[name]);
    },
    read(view, at) {
      const value: Record<string, number | bigint> = {};
      for (const [name, scalar] of entries) value[name] = read(view, at + (offsets[name] ?? 0), scalar);
      // The loop above filled exactly the fields of F, each with its scalar's type.
      return value as StructValue<F>;
    },
  };
}

function write(view: DataView, at: number, scalar: Scalar, field: number | bigint): void {
  switch (scalar) {
    case 'u8':
      return view.setUint8(at, Number(field));
    case 'u16':
      return view.setUint16(at, Number(field), true);
    case 'u32':
      return view.setUint32(at, Number(field), true);
    case 'u64':
      return view.setBigUint64(at, BigInt(field), true);
  }
}

function read(view: DataView, at: number, scalar: Scalar): number | bigint {
  switch (scalar) {
    case 'u8':
      return view.getUint8(at);
    case 'u16':
      return view.getUint16(at, true);
    case 'u32':
      return view.getUint32(at, true);
    case 'u64':
      return view.getBigUint64(at, true);
  }
}

export const filestat = struct({
  dev: 'u64',
  ino: 'u64',
  filetype: 'u8',
  nlink: 'u64',
  size: 'u64',
  atim: 'u64',
  mtim: 'u64',
  ctim: 'u64',
});
export type Filestat = ReturnType<typeof filestat.read>;

export const fdstat = struct({
  fs_filetype: 'u8',
  fs_flags: 'u16',
  fs_rights_base: 'u64',
  fs_rights_inheriting: 'u64',
});
export type Fdstat = ReturnType<typeof fdstat.read>;

export const dirent = struct({ d_next: 'u64', d_ino: 'u64', d_namlen: 'u32', d_type: 'u8' });

/** `$prestat` is a tagged union with one case, `dir`, whose payload is the length of the name in bytes. */
export const prestat = struct({ tag: 'u8', pr_name_len: 'u32' });
export type Prestat = ReturnType<typeof prestat.read>;

export const iovec = struct({ buf: 'u32', buf_len: 'u32' });

/** `$subscription`: userdata, then a tagged union whose payloads are 8-aligned, so they start at 16. */
export const subscription = struct({ userdata: 'u64', tag: 'u8' });
export const SUBSCRIPTION_PAYLOAD = subscription.size;
export const subscriptionClock = struct({ id: 'u32', timeout: 'u64', precision: 'u64', flags: 'u16' });
export const subscriptionFd = struct({ fd: 'u32' });
export const SUBSCRIPTION_SIZE = SUBSCRIPTION_PAYLOAD + subscriptionClock.size;

export const event = struct({ userdata: 'u64', error: 'u16', type: 'u8', nbytes: 'u64', flags: 'u16' });
export type Event = ReturnType<typeof event.read>;
