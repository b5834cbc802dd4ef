import type { ShownValue } from '../../../runtime/stops/stop.ts';

interface Found {
  readonly value: ShownValue;
  /** As it stands in the text. */
  readonly expression: string;
  /** Columns, from 1; `to` is the one behind it. */
  readonly from: number;
  readonly to: number;
}

/** A name, and what leads from it to members and elements with a number. */
const CHAIN = /[A-Za-z_]\w*(?:\s*(?:->|\.)\s*[A-Za-z_]\w*|\s*\[\s*(?:\d+|[A-Za-z_]\w*)\s*\])*/g;
const PART = /(->|\.)\s*([A-Za-z_]\w*)|\[\s*(\w+)\s*\]/g;

/** What the expression that stands at a column of a line is, up to the name at the column; undefined: no value of these. */
export function valueAt(line: string, column: number, values: readonly ShownValue[]): Found | undefined {
  for (const { 0: chain, index } of line.matchAll(CHAIN)) {
    const at = column - 1 - index;
    if (at < 0 || at > chain.length) continue;
    const name = /^[A-Za-z_]\w*/.exec(chain)?.[0] ?? '';
    let value = values.find((one) => one.name === name);
    let end = name.length;
    for (const part of chain.matchAll(PART)) {
      if (end > at || !value) break;
      end = part.index + part[0].length;
      value = partOf(value, part, values);
    }
    return value && { value, expression: chain.slice(0, end), from: index + 1, to: index + end + 1 };
  }
  return undefined;
}

function partOf(
  whole: ShownValue,
  [, sign, member, index]: RegExpExecArray,
  values: readonly ShownValue[],
): ShownValue | undefined {
  const target = sign === '->' ? whole.parts.find(({ name }) => name.startsWith('*')) : whole;
  if (member !== undefined) return target?.parts.find(({ name }) => name === member);
  const number = /^\d+$/.test(index ?? '') ? index : values.find(({ name }) => name === index)?.text;
  return whole.parts.find(({ name }) => name === `[${number ?? ''}]`);
}
