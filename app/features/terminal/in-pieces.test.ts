import { describe, expect, it } from 'vitest';
import { inPieces } from './in-pieces.ts';

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(pieces.flatMap((piece) => [...piece]));
}

describe('output in pieces', () => {
  it.each([0, 1, 8191, 8192, 8193, 50_000])('loses nothing of %d bytes', (length) => {
    const data = Uint8Array.from({ length }, (_, i) => 32 + (i % 90));
    const pieces = inPieces(data);
    expect(joined(pieces)).toEqual(data);
    expect(pieces).toHaveLength(Math.ceil(length / 8192));
  });

  it.each(['é', '…', '😀'])('cuts no %s', (character) => {
    const data = new TextEncoder().encode(`x${character.repeat(9000)}`);
    const pieces = inPieces(data);
    expect(pieces.length).toBeGreaterThan(1);
    const decoder = new TextDecoder('utf-8', { fatal: true });
    expect(pieces.map((piece) => decoder.decode(piece)).join('')).toBe(`x${character.repeat(9000)}`);
  });

  it('makes pieces of empty lines shorter', () => {
    const data = new Uint8Array(8192).fill(0x0a);
    const pieces = inPieces(data);
    expect(joined(pieces)).toEqual(data);
    expect(pieces).toHaveLength(8);
  });

  it('goes on where bytes are no UTF-8', () => {
    const data = new Uint8Array(20_000).fill(0x80);
    expect(joined(inPieces(data))).toEqual(data);
  });
});
