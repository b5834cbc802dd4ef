/**
 * xterm gives the page a turn between pieces, never within one: what is drawn in one go is what a key may have to wait
 * for. At first, before the browser has compiled it well, xterm takes a millisecond for 1 KB.
 */
const PIECE_BYTES = 8 << 10;

/** The bytes in pieces that end between characters, since xterm may lose one that is cut. */
export function inPieces(data: Uint8Array): readonly Uint8Array[] {
  const pieces: Uint8Array[] = [];
  for (let start = 0; start < data.length;) {
    const end = endOfPiece(data, start);
    pieces.push(data.subarray(start, end));
    start = end;
  }
  return pieces;
}

function endOfPiece(data: Uint8Array, start: number): number {
  const most = start + PIECE_BYTES;
  if (most >= data.length) return data.length;
  for (let end = most; end > most - 4; end--) if (((data[end] ?? 0) & 0xc0) !== 0x80) return end;
  // No character is so long: this is not UTF-8.
  return most;
}
