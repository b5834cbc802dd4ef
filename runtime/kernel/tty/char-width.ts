import { JOINING, WIDE } from './char-width-table.ts';

/**
 * The cluster a terminal drew last, as far as the next code point needs it: its last code point, or
 * one of the two constants below. A terminal forgets it at every control character and escape sequence.
 */
export type Cluster = number;

/** Nothing to join: a mark arriving now takes a cell of its own. */
export const NO_CLUSTER: Cluster = 0;
/** A flag is complete, and two columns wide: a third regional indicator starts the next one. */
export const COMPLETE_FLAG: Cluster = 1;

const ZERO_WIDTH_JOINER = 0x200d;
/** Asks for the emoji form of what is before it, and so makes it wide. */
const EMOJI_SELECTOR = 0xfe0f;

/** Columns of a code point that starts a cell. A cluster is as wide as the widest of its code points. */
export function columnsOf(codePoint: number): 1 | 2 {
  if (codePoint < 0x1100) return 1;
  return codePoint === EMOJI_SELECTOR || isInRanges(WIDE, codePoint) ? 2 : 1;
}

/**
 * Does `codePoint` go into the cell of the cluster before it? The rules of UAX 29 that typed text
 * meets: marks and joiners, emoji after a joiner, flags, Hangul from single letters. Left out:
 * prepended marks and runs of leading Hangul consonants.
 */
export function joins(cluster: Cluster, codePoint: number): boolean {
  if (codePoint < 0x300 || cluster === NO_CLUSTER) return false;
  if (isInRanges(JOINING, codePoint)) return true;
  if (isRegionalIndicator(codePoint)) return isRegionalIndicator(cluster);
  if (cluster === ZERO_WIDTH_JOINER) return isPictographic(codePoint);
  return isHangulTail(codePoint) && isHangul(cluster);
}

/** What the cluster is once `codePoint` is drawn. */
export function clusterAfter(cluster: Cluster, codePoint: number): Cluster {
  const isPair = isRegionalIndicator(codePoint) && isRegionalIndicator(cluster);
  return isPair ? COMPLETE_FLAG : codePoint;
}

function isRegionalIndicator(codePoint: number): boolean {
  return codePoint >= 0x1f1e6 && codePoint <= 0x1f1ff;
}

/** Roughly Extended_Pictographic: asked only after a joiner, where nothing else in these blocks occurs. */
function isPictographic(codePoint: number): boolean {
  return (codePoint >= 0x2190 && codePoint <= 0x2bff) || (codePoint >= 0x1f000 && codePoint <= 0x1faff);
}

/** Vowels and final consonants. */
function isHangulTail(codePoint: number): boolean {
  return (codePoint >= 0x1160 && codePoint <= 0x11ff) || (codePoint >= 0xd7b0 && codePoint <= 0xd7fb);
}

function isHangul(codePoint: number): boolean {
  return (
    (codePoint >= 0x1100 && codePoint <= 0x11ff) ||
    (codePoint >= 0xa960 && codePoint <= 0xa97c) ||
    (codePoint >= 0xac00 && codePoint <= 0xd7fb)
  );
}

function isInRanges(ranges: readonly number[], codePoint: number): boolean {
  let low = 0;
  let high = ranges.length / 2 - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    if (codePoint < (ranges[middle * 2] ?? 0)) high = middle - 1;
    else if (codePoint > (ranges[middle * 2 + 1] ?? 0)) low = middle + 1;
    else return true;
  }
  return false;
}
