import type { ComponentType } from 'react';
import type { PanelName, PanelPlace, PanelPlaces } from '../../state/panel-name.ts';
import type { AppState } from '../../state/store.ts';

/** A few characters that say what in a panel deserves a look: `3 errors`. */
export interface Badge {
  readonly text: string;
  readonly tone: 'quiet' | 'amber' | 'red';
}

export type PanelLoad = Promise<{ readonly default: ComponentType }>;

/** A row of `app/panel-table.ts`: all that the page knows of a panel before its code has been fetched. */
export interface Panel {
  readonly name: PanelName;
  readonly title: string;
  /** Lines on a grid of 16, as the `d` of an SVG path. */
  readonly icon: string;
  readonly place: PanelPlace;
  /** Pixels: how wide, or at the bottom how high, it is until it is resized. */
  readonly size: number;
  readonly shortcut?: string;
  /** Words by which the palette finds it, besides its title. */
  readonly keywords: readonly string[];
  /** Not there: it is part of the first load. */
  readonly load?: () => PanelLoad;
  readonly badge?: (state: AppState) => Badge | undefined;
  /** A phone shows it in the bar at the bottom; the others are in the menu More. */
  readonly isInPhoneBar?: boolean;
  /** At the end of the rail. */
  readonly isLast?: boolean;
  /** It changes the project, so that it is disabled where another tab owns that. */
  readonly isForWriting?: boolean;
}

export function placesOf(panels: readonly Panel[]): PanelPlaces {
  return Object.fromEntries(panels.map(({ name, place }) => [name, place]));
}

/** Id of the element that shows the open tab of the bottom. */
export const BOTTOM_BODY = 'bottom-body';

export function tabId(name: PanelName): string {
  return `tab-${name}`;
}
