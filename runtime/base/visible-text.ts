/**
 * What does not show, or shows as something else: controls, direction marks, characters of no width, spaces other than
 * the usual one, and what no font has a picture for. The signs that stand for them are among them.
 */
const UNSEEN = /(?! )[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}\u2800⟨␣]/gu;
/** As `UNSEEN`, and spaces at either end or after another one, which a page does not show. */
const UNSEEN_IN_NAMES = /(?! )[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}\u2800⟨␣]|^ | $|(?<= ) /gu;

/**
 * `text`, a name or a path that is not trusted, so that two that differ look different: `⟨U+200B⟩` for what has no
 * picture, `␣` for a space where a page would not show one.
 */
export function visible(text: string): string {
  return text.replace(UNSEEN_IN_NAMES, (char) => (char === ' ' ? '␣' : named(char)));
}

/** As `visible`, of text with lines: these, tabs and spaces stay. */
export function visibleLines(text: string): string {
  return text.replace(UNSEEN, (char) => (char === '\n' || char === '\t' ? char : named(char)));
}

function named(char: string): string {
  return `⟨U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}⟩`;
}
