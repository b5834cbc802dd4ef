import type { Facts } from './facts.ts';

/** So many bytes of an access are drawn. */
const MOST_MARKED = 8;

interface Column {
  readonly label: string;
  readonly holds: string;
  readonly isMarked: boolean;
}

/**
 * A drawing of the bytes at the edge of a block or variable, as three lines of text: their numbers, what they hold, and which
 * of them the access is at. What is not of the block is drawn as dots. Empty where the report says too little.
 */
export function bytePicture(facts: Facts): readonly string[] {
  const first = facts.number('first');
  const size = facts.number('size');
  const block = facts.number('block');
  const address = facts.number('address');
  const bytes = facts.text('bytes')?.split(' ');
  if (first === undefined || size === undefined || block === undefined || address === undefined || !bytes) return [];
  const start = address - block;
  const length = Math.max(1, facts.number('length') ?? 1);
  const column = (index: number, holds: string): Column => ({
    label: String(index),
    holds,
    isMarked: index >= start && index < start + length,
  });
  const inside = bytes.map((byte, i) => column(first + i, byte));
  const outside = outsideOf(facts.number('offset') ?? 0, size, start, length).map((index) => column(index, '..'));
  const gap: Column = { label: '…', holds: '…', isMarked: false };
  const isBefore = (facts.number('offset') ?? 0) < 0;
  const edge = isBefore ? 0 : size;
  const isApart = outside.length > 0 && !outside.some(({ label }) => Number(label) === (isBefore ? -1 : edge));
  const parts = isBefore
    ? [[...outside, ...(isApart ? [gap] : [])], inside]
    : [inside, [...(isApart ? [gap] : []), ...outside]];
  const width = Math.max(2, ...[...inside, ...outside].map(({ label }) => label.length));
  const row = (head: string, text: (one: Column) => string): string => {
    const cells = parts.map((part) => part.map((one) => text(one).padStart(width)).join(' '));
    return `${head.padEnd(8)}${cells.filter((cell) => cell !== '').join(' │ ')}`.trimEnd();
  };
  return [
    row('byte', ({ label }) => label),
    row('holds', ({ holds }) => holds),
    row('access', ({ isMarked }) => (isMarked ? '^'.repeat(width) : '')).replace('│', ' '),
  ];
}

/** The numbers of the bytes that the access is at, or begins with, and that are not of the block; in order. */
function outsideOf(offset: number, size: number, start: number, length: number): readonly number[] {
  if (offset >= 0 && offset < size) return [];
  const from = offset < 0 ? start : Math.max(start, size);
  const end = Math.min(offset < 0 ? Math.min(start + length, 0) : start + length, from + MOST_MARKED);
  return Array.from({ length: Math.max(0, end - from) }, (_, i) => from + i);
}
