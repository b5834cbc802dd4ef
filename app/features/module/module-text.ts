import type { ImportGroup, MemoryLimits, ModuleInfo } from '../../../runtime/abi/module-info.ts';
import { SYSCALL_NAMES } from '../../../runtime/abi/syscalls.ts';
import { sizeText } from '../../text/file-text.ts';
import { families, type Family } from '../../text/syscall-families.ts';

/** What the file is, in a line. */
export function kindText({ wasi, problem }: ModuleInfo): string {
  switch (problem?.kind) {
    case 'not-wasm':
      return 'Not WebAssembly';
    case 'corrupt':
      return 'A damaged WebAssembly module';
    case 'component':
      return 'A WebAssembly component';
    case 'bad-component':
      return 'A WebAssembly component';
    case 'memory64':
      return 'A WebAssembly module with 64-bit memory';
    case 'reactor':
      return 'A WASI library';
    default:
      if (wasi === 'wasi 0.2') return 'A WASI 0.2 component';
      return wasi === 'none' ? 'A WebAssembly module' : problem ? 'A WASI module' : 'A WASI command';
  }
}

export const WASI_TEXTS: Readonly<Record<ModuleInfo['wasi'], string>> = {
  wasi_snapshot_preview1: 'Preview 1 (wasi_snapshot_preview1)',
  wasi_unstable: 'wasi_unstable, the snapshot before Preview 1',
  both: 'Preview 1 and wasi_unstable, each for some functions',
  'wasi 0.2': 'WASI 0.2: a component',
  none: 'None: it asks the system for nothing',
};

const PAGES_PER_MB = 16;

/** `1.1 MB to begin with (17 pages), 16 MB at most (256 pages)`. */
export function memoryText(memory: MemoryLimits | undefined): string {
  if (!memory) return 'None';
  const { minPages, maxPages, is64Bit, isShared, isImported } = memory;
  const limits = [
    `${pagesText(minPages)} to begin with`,
    maxPages === undefined ? 'no maximum of its own' : `${pagesText(maxPages)} at most`,
  ];
  const traits = [
    ...(is64Bit ? ['64-bit'] : []),
    ...(isShared ? ['shared between threads'] : []),
    ...(isImported ? ['imported'] : []),
  ];
  return [...limits, ...traits].join(', ');
}

function pagesText(pages: number): string {
  const megabytes = pages / PAGES_PER_MB;
  const shown = megabytes < 10 ? Number(megabytes.toFixed(1)) : Math.round(megabytes);
  return `${shown.toLocaleString('en')} MB (${pages.toLocaleString('en')} ${pages === 1 ? 'page' : 'pages'})`;
}

/** One of the groups in which imports are shown. */
export interface ShownImports {
  readonly module: string;
  readonly families: readonly Family[];
}

/** By module; a WASI's functions by what they are about, another module's in one family without a title. */
export function shownImports(groups: readonly ImportGroup[]): readonly ShownImports[] {
  return groups.map(({ module, names }) => ({
    module,
    families: isWasi(module) ? families(names) : [{ title: '', names }],
  }));
}

export function isWasi(module: string): boolean {
  return module === 'wasi_snapshot_preview1' || module === 'wasi_unstable';
}

/** Whether the reference has an entry. */
export function isSyscall(name: string): boolean {
  return SYSCALL_NAMES.some((known) => known === name);
}

export function importCount(groups: readonly ImportGroup[]): number {
  return groups.reduce((sum, { names }) => sum + names.length, 0);
}

/** Custom sections by name, with how often each comes where that is more than once. */
export function sectionTexts(names: readonly string[]): readonly string[] {
  return [...new Set(names)].map((name) => {
    const times = names.filter((other) => other === name).length;
    return times === 1 ? name : `${name} × ${times}`;
  });
}

/** What is known of a module that the engine could read; nothing is where it could not. */
export function isReadable({ problem }: ModuleInfo): boolean {
  return (
    problem === undefined || !['not-wasm', 'corrupt', 'component', 'bad-component', 'memory64'].includes(problem.kind)
  );
}

export function moduleSizeText({ size }: ModuleInfo): string {
  return size < 1000 ? sizeText(size) : `${sizeText(size)} (${size.toLocaleString('en')} bytes)`;
}
