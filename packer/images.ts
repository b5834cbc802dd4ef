import { destinationOf } from './selection.ts';
import { writeTar, type TarEntry } from './tar.ts';

/** The two sysroot images, both mounted at /usr, and an account of what went into neither. */
export type SysrootImages = {
  readonly c: Uint8Array;
  readonly cxx: Uint8Array;
  readonly leftOut: readonly LeftOut[];
};

/** Files of the package that no image holds, summed by the reason. */
export type LeftOut = { readonly reason: string; readonly files: number; readonly bytes: number };

export type ImageSources = {
  /** Everything the compiler package ships for /usr. */
  readonly package: readonly TarEntry[];
  /** What this project adds to the C image: see `additions.ts`. */
  readonly additions: readonly TarEntry[];
};

/** Pure: equal sources give equal bytes, so the hashed names change only when the contents do. */
export async function makeImages(sources: ImageSources): Promise<SysrootImages> {
  const c: TarEntry[] = [...sources.additions];
  const cxx: TarEntry[] = [];
  const leftOut = new Map<string, LeftOut>();
  for (const entry of sources.package) {
    if (entry.kind === 'directory') continue;
    const destination = destinationOf(entry.path);
    switch (destination.kind) {
      case 'c':
        c.push(entry);
        break;
      case 'cxx':
        cxx.push(entry);
        break;
      case 'left_out': {
        const { reason } = destination;
        const before = leftOut.get(reason) ?? { reason, files: 0, bytes: 0 };
        const size = entry.kind === 'file' ? entry.bytes.length : 0;
        leftOut.set(reason, { reason, files: before.files + 1, bytes: before.bytes + size });
      }
    }
  }
  return { c: await writeTar(c), cxx: await writeTar(cxx), leftOut: [...leftOut.values()] };
}
