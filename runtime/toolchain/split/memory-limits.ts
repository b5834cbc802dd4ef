import { MEMORY } from './shared-names.ts';

/** In pages. */
interface Limits {
  readonly minimum: number;
  /** Undefined: as much as there can be. */
  readonly maximum: number | undefined;
}

/** Of a memory that is addressed by 32 bits. */
const MOST = 65_536;

/** What the section says of the memory that the first part of a split module imports: two numbers of 32 bits. */
export function memoryLimits({ minimum, maximum = MOST }: Limits): Uint8Array {
  return new Uint8Array(Uint32Array.of(minimum, maximum).buffer);
}

export function readMemoryLimits(first: WebAssembly.Module): WebAssembly.MemoryDescriptor {
  const [section] = WebAssembly.Module.customSections(first, MEMORY);
  if (section?.byteLength !== 8) throw new Error('The module is not the first part of a split one');
  const [initial = 0, maximum = 0] = new Uint32Array(section);
  return { initial, maximum };
}
