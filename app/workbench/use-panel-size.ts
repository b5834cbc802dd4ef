import { useServices } from '../services/use-services.ts';
import { useApp } from '../state/use-app.ts';

/** The bottom panel takes no more of the height, unless the user chooses it to. */
export const BOTTOM_SHARE = 0.39;

interface PanelSize {
  readonly title: string;
  /** Pixels: as it was left, and as its row says until then. */
  readonly size: number;
  readonly initial: number;
  /** Whether the user has moved its line. */
  readonly isChosen: boolean;
}

/** `key`: the entry of the stored sizes; the tabs at the bottom share one. */
export function usePanelSize(name: string, key = name): PanelSize {
  const row = useServices().panels.find((panel) => panel.name === name);
  const kept = useApp((state) => state.sizes[key]);
  const initial = row?.size ?? 0;
  return { title: row?.title ?? '', size: kept ?? initial, initial, isChosen: kept !== undefined };
}
