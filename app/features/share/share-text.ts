import { visible } from '../../../runtime/base/visible-text.ts';
/** What chat programs and old mail programs are known to cut links off at. */
const LONG_CHARS = 2000;

export type EmbedTheme = 'auto' | 'light' | 'dark';

interface EmbedOptions {
  readonly theme: EmbedTheme;
  readonly isReadOnly: boolean;
}

/** The address that opens the project. `page`: where this page is. */
export function addressOf(page: string, fragment: string): string {
  return `${new URL('./', page).href}#${fragment}`;
}

export function isLong(address: string): boolean {
  return address.length > LONG_CHARS;
}

export function lengthText(address: string): string {
  const characters = `${address.length.toLocaleString('en')} characters`;
  return isLong(address)
    ? `${characters}. Many chat programs cut links off after 2,000, and then it does not open. A zip can be sent instead.`
    : `${characters}, short enough for any chat or mail.`;
}

export function leftOutText(paths: readonly string[]): string {
  return `Symbolic links cannot be in it, and are left out: ${paths.map(visible).join(', ')}.`;
}

/** HTML that shows the project in another page. A fragment needs no quoting. */
export function embedSnippet(page: string, fragment: string, { theme, isReadOnly }: EmbedOptions): string {
  const attributes = [
    ` link="${fragment}"`,
    theme === 'auto' ? '' : ` theme="${theme}"`,
    isReadOnly ? ' readonly' : '',
  ].join('');
  return [
    `<script defer src="${new URL('./embed.js', page).href}"></script>`,
    `<preopen-embed${attributes}></preopen-embed>`,
  ].join('\n');
}
