import { DEFAULT_SETTINGS, type ProjectSettings } from '../runtime/project/settings.ts';

/** What figures are taken with that compare with tools and hosts that check nothing. */
export const UNCHECKED: ProjectSettings = { ...DEFAULT_SETTINGS, checks: 'off' };
