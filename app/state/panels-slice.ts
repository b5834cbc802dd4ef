import type { StateCreator } from 'zustand/vanilla';
import type { PanelName, PanelPlace, PanelPlaces } from './panel-name.ts';

/** The panel beside the editor on each side. */
export interface OpenSides {
  readonly left: PanelName | undefined;
  readonly right: PanelName | undefined;
}

/** What is remembered of the panels from visit to visit. */
export interface PanelPreferences {
  /** Pixels, of the panels that were resized. The tabs at the bottom share the entry `bottom`. */
  readonly sizes: Readonly<Partial<Record<string, number>>>;
  readonly sides: OpenSides;
  /** Of the bottom, only the row of tabs is shown. */
  readonly isBottomHidden: boolean;
}

export const DEFAULT_PANELS: PanelPreferences = {
  sizes: {},
  sides: { left: 'files', right: undefined },
  isBottomHidden: false,
};

/** `narrow`: a phone, where the panels take turns. `medium`: there is room beside the editor on one side only. */
export type PageWidth = 'narrow' | 'medium' | 'wide';

export interface PanelsSlice extends PanelPreferences {
  readonly width: PageWidth;
  readonly isNarrow: boolean;
  /** The panel shown last; on a narrow page it is all that is in view. */
  readonly activePanel: PanelName;
  /** The side that was opened last. */
  readonly lastSide: keyof OpenSides;
  /** The tab that is open at the bottom. */
  readonly bottomPanel: PanelName;
  readonly widthChanged: (width: PageWidth) => void;
  readonly panelShown: (panel: PanelName) => void;
  readonly panelClosed: (panel: PanelName) => void;
  readonly panelResized: (panel: string, size: number) => void;
  readonly bottomHidden: (isHidden: boolean) => void;
}

export const createPanelsSlice =
  ({ sizes, sides, isBottomHidden }: PanelPreferences, places: PanelPlaces): StateCreator<PanelsSlice> =>
  (set) => ({
    sizes,
    sides,
    isBottomHidden,
    width: 'wide',
    isNarrow: false,
    activePanel: 'editor',
    lastSide: sides.right === undefined ? 'left' : 'right',
    bottomPanel: 'terminal',
    widthChanged: (width) => set({ width, isNarrow: width === 'narrow' }),
    panelShown: (panel) => set((state) => shown(panel, places[panel], state)),
    panelClosed: (panel) =>
      set(({ sides: { left, right }, activePanel }) => ({
        sides: { left: left === panel ? undefined : left, right: right === panel ? undefined : right },
        activePanel: activePanel === panel ? 'editor' : activePanel,
      })),
    panelResized: (panel, size) => set((state) => ({ sizes: { ...state.sizes, [panel]: size } })),
    bottomHidden: (isHidden) => set({ isBottomHidden: isHidden }),
  });

function shown(panel: PanelName, place: PanelPlace | undefined, { sides }: PanelsSlice): Partial<PanelsSlice> {
  switch (place) {
    case 'left':
    case 'right':
      return { activePanel: panel, sides: { ...sides, [place]: panel }, lastSide: place };
    case 'bottom':
      return { activePanel: panel, bottomPanel: panel, isBottomHidden: false };
    case 'centre':
    case undefined:
      return { activePanel: panel };
  }
}

/** The panel in view on a side of the editor. Where there is room for one side only, it is the one opened last. */
export function selectSide(side: keyof OpenSides): (state: PanelsSlice) => PanelName | undefined {
  const other = side === 'left' ? 'right' : 'left';
  return ({ sides, width, lastSide }) =>
    width === 'medium' && lastSide === other && sides[other] !== undefined ? undefined : sides[side];
}

export const selectLeft = selectSide('left');
export const selectRight = selectSide('right');

export function isPanelShown(panel: PanelName, state: PanelsSlice): boolean {
  if (state.isNarrow) return state.activePanel === panel;
  if (panel === selectLeft(state) || panel === selectRight(state) || panel === 'editor') return true;
  return panel === state.bottomPanel && !state.isBottomHidden;
}
