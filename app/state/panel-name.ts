/** Beside the editor on either side, in the middle like the editor itself, or among the tabs beneath it. */
export type PanelPlace = 'left' | 'centre' | 'right' | 'bottom';

/** `app/panel-table.ts` adds the name of each of its rows, so that no other name compiles. */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- filled by declaration merging
export interface PanelNames {}

export type PanelName = keyof PanelNames;

/** Where each panel is shown, by its name. */
export type PanelPlaces = Readonly<Partial<Record<string, PanelPlace>>>;
