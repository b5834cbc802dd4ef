/**
 * xterm gives the page a turn between pieces, never within one: what is drawn in one go is what a key may have to wait
 * for. At first, before the browser has compiled it well, xterm takes a millisecond for 1 KB.
 */
const PIECE_BYTES = 8 << 10;
const NEWLINE = 0x0a;
/** At the bottom of the screen a newline moves all of it, which takes as long as so much text. */
const NEWLINE_BYTES = 8;

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
  const most = pieceWithin(data, start);
  if (most >= data.length) return data.length;
  for (let end = most; end > Math.max(start, most - 4); end--) if (((data[end] ?? 0) & 0xc0) !== 0x80) return end;
  // No character is so long: this is not UTF-8.
  return most;
}

/** As many bytes as take no longer than a piece of text without a newline. */
function pieceWithin(data: Uint8Array, start: number): number {
  const most = Math.min(data.length, start + PIECE_BYTES);
  let end = start;
  for (let cost = 0; end < most && cost < PIECE_BYTES; end++) cost += data[end] === NEWLINE ? NEWLINE_BYTES : 1;
  return end;
}
