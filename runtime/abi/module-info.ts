/** A module's memory: pages of 64 KiB. */
export interface MemoryLimits {
  readonly minPages: number;
  /** Undefined: as far as the engine goes. */
  readonly maxPages: number | undefined;
  readonly is64Bit: boolean;
  readonly isShared: boolean;
  readonly isImported: boolean;
}

/** What the module imports, by where it comes from. */
export interface ImportGroup {
  readonly module: string;
  readonly names: readonly string[];
}

/** What stands in the way of running a module; each has its own sentence. */
export type ModuleProblem =
  | { readonly kind: 'not-wasm' }
  /** The bytes begin as a module and do not go on as one; `detail` is the engine's word. */
  | { readonly kind: 'corrupt'; readonly detail: string }
  /** A component of Preview 2 or later, where only modules run. */
  | { readonly kind: 'component' }
  /** A component that cannot run here, with the whole reason. */
  | { readonly kind: 'bad-component'; readonly why: string }
  /** Functions that no WASI this machine speaks has; other kinds of imports are named with their kind: `env.memory (a memory)`. */
  | { readonly kind: 'unknown-imports'; readonly imports: readonly string[]; readonly isOfComponent?: true }
  /** Imports that WASI has, declared as something else: `declares` and `has` are types in words. */
  | { readonly kind: 'mistyped-import'; readonly name: string; readonly declares: string; readonly has: string }
  /** A library: initialised by `_initialize`, with no `_start` to run. */
  | { readonly kind: 'reactor' }
  | { readonly kind: 'no-start' }
  | { readonly kind: 'memory64' }
  | { readonly kind: 'no-memory' };

/** What a .wasm file is, before it runs. */
export interface ModuleInfo {
  /** Bytes. */
  readonly size: number;
  readonly wasi: 'wasi_snapshot_preview1' | 'wasi_unstable' | 'both' | 'wasi 0.2' | 'none';
  readonly imports: readonly ImportGroup[];
  readonly exports: readonly { readonly name: string; readonly kind: string }[];
  readonly memory: MemoryLimits | undefined;
  readonly functions: number;
  /** Names of custom sections: debug information, producers. */
  readonly customSections: readonly string[];
  /** Undefined: it can run here. */
  readonly problem: ModuleProblem | undefined;
}

/** Whether it is a component that answers HTTP requests: they come through a listening socket. */
export function answersRequests({ exports }: ModuleInfo): boolean {
  return exports.some(({ name }) => name.startsWith('wasi:http/incoming-handler@'));
}

export const NO_SOCKET_TEXT =
  'This component answers HTTP requests, and it was granted no listening socket that they could come through. Grant one, in Settings or in the HTTP panel, and run it again';

/** The problem in words: what it is, why that does not run here, and what to do. */
export function moduleProblemText(problem: ModuleProblem): string {
  switch (problem.kind) {
    case 'not-wasm':
      return 'This file is not WebAssembly: it does not begin with the four bytes that every module begins with';
    case 'corrupt':
      return `This module is damaged, so the browser does not accept it: ${problem.detail}`;
    case 'bad-component':
      return problem.why;
    case 'component':
      return 'This is a component (WASI Preview 2 or later). This machine speaks Preview 1: build it for wasm32-wasip1 instead';
    case 'unknown-imports':
      return unknownImportsText(problem.imports, problem.isOfComponent === true);
    case 'mistyped-import':
      return `This module imports ${problem.name} as ${problem.declares}, and WASI has it as ${problem.has}, so it cannot be started here. Declare it as WASI has it, or use the functions of libc`;
    case 'reactor':
      return 'This module is a library (a reactor): it has functions to call and no _start to run. Build it as a command to run it here';
    case 'no-start':
      return 'This module has no _start function, so there is nothing to run. Build it as a WASI command';
    case 'memory64':
      return 'This module uses 64-bit memory, which Preview 1 has no calls for. Build it for wasm32';
    case 'no-memory':
      return 'This module exports no memory, so no system call could reach its data. Export it as "memory"';
  }
}

function unknownImportsText(imports: readonly string[], isOfComponent: boolean): string {
  const shown = `${imports.slice(0, 6).join(', ')}${imports.length > 6 ? ` and ${imports.length - 6} more` : ''}`;
  if (!isOfComponent && imports.some((name) => name.startsWith('wasi:')))
    return `This is a module that a component is to be made of, and not the component: it asks for ${shown}. Make it with wasm-tools component new, and bring that`;
  if (isOfComponent)
    return `This component asks for interfaces that this machine does not have, so it cannot be started here: ${shown}`;
  const what = imports.some((name) => name.endsWith(')')) ? 'imports' : 'functions';
  return `This module asks for ${what} that WASI Preview 1 does not have, so it cannot be started here: ${shown}`;
}
