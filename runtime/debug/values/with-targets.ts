import type { ShownValue } from '../../stops/stop.ts';

/** Each value, and each part of one, with the expression that names it. */
export function withTargets(value: ShownValue, expression: string): ShownValue {
  return {
    ...value,
    ...(value.parts.length === 0 && { target: expression }),
    parts: value.parts.map((part) => withTargets(part, expressionOf(expression, value.name, part.name))),
  };
}

function expressionOf(whole: string, name: string, part: string): string {
  const inner = /^[A-Za-z_]\w*$|^[*(]/.test(whole) || /[\])]$/.test(whole) ? whole : `(${whole})`;
  if (part === `*${name}`) return `*${inner}`;
  const base = inner.startsWith('*') ? `(${inner})` : inner;
  return part.startsWith('[') ? `${base}${part}` : `${base}.${part}`;
}
