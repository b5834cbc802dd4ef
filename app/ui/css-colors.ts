/** A colour of the page's theme as it stands now, such as `#1d2329`; `name` is a custom property. */
export function cssColor(name: `--${string}`): string {
  return cssValue(name);
}

export function cssValue(name: `--${string}`): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}
