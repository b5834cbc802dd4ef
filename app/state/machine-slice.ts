import type { StateCreator } from 'zustand/vanilla';
import type { StorageState, ToolchainState, WireKind } from '../../runtime/protocol/kernel.ts';

/** What the page knows about the machine beneath it. */
export interface MachineSlice {
  readonly toolchain: ToolchainState;
  /** undefined until the kernel has said. */
  readonly storage: StorageState | undefined;
  readonly wire: WireKind | undefined;
  /** Our own bugs, until dismissed. */
  readonly faults: readonly string[];
  /** The kernel died, and why; undefined while it lives. */
  readonly kernelEnd: { readonly why: string; readonly isStartingAgain: boolean } | undefined;
  /** This browser keeps all of the site and of its compiler. */
  readonly worksOffline: boolean;
  /** The next visit is of a newer build than this page. */
  readonly isOutdated: boolean;
  readonly wireChosen: (wire: WireKind) => void;
  readonly toolchainChanged: (toolchain: ToolchainState) => void;
  readonly storageChanged: (storage: StorageState) => void;
  readonly allKept: () => void;
  readonly buildArrived: () => void;
  readonly faultReported: (message: string) => void;
  readonly faultsDismissed: () => void;
  readonly kernelEnded: (why: string) => void;
  readonly kernelStarting: () => void;
  readonly kernelStarted: () => void;
}

export const createMachineSlice: StateCreator<MachineSlice> = (set) => ({
  toolchain: { phase: 'loading', loadedBytes: 0, totalBytes: 0 },
  storage: undefined,
  wire: undefined,
  faults: [],
  kernelEnd: undefined,
  worksOffline: false,
  isOutdated: false,
  wireChosen: (wire) => set({ wire }),
  toolchainChanged: (toolchain) => set({ toolchain }),
  storageChanged: (storage) => set({ storage }),
  allKept: () => set({ worksOffline: true }),
  buildArrived: () => set({ isOutdated: true }),
  faultReported: (message) => set(({ faults }) => (faults.includes(message) ? {} : { faults: [...faults, message] })),
  faultsDismissed: () => set({ faults: [] }),
  kernelEnded: (why) => set({ kernelEnd: { why, isStartingAgain: false } }),
  kernelStarting: () =>
    set(({ kernelEnd }) => (kernelEnd ? { kernelEnd: { ...kernelEnd, isStartingAgain: true } } : {})),
  kernelStarted: () => set({ kernelEnd: undefined }),
});
