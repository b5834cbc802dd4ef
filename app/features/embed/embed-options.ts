import { THEMES, type ThemePreference } from '../../state/view-slice.ts';

/** What the address of the frame asks for. A value that does not parse is ignored. */
export interface EmbedOptions {
  readonly theme: ThemePreference;
  readonly isReadOnly: boolean;
  /** Files that are part of the program and not shown. */
  readonly hidden: readonly string[];
}

export function embedOptions(search: string): EmbedOptions {
  const params = new URLSearchParams(search);
  return {
    theme: THEMES.find((theme) => theme === params.get('theme')) ?? 'system',
    isReadOnly: params.has('readonly') && params.get('readonly') !== 'false',
    hidden: (params.get('hide') ?? '').split(',').filter((path) => path !== ''),
  };
}
