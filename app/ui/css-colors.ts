/** A colour of the page's theme as it stands now, as `#rrggbb`; `name` is a custom property. */
export function cssColor(name: `--${string}`): string {
  const value = cssValue(name);
  const context = document.createElement('canvas').getContext('2d');
  if (!context) return value;
  // However the style sheet spells it, `#fff` or `white`: a canvas gives it back in full.
  context.fillStyle = value;
  return context.fillStyle;
}

export function cssValue(name: `--${string}`): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}
