/** Further names than this many characters apart are other names. */
const MOST_CHANGES = 2;

/** The one of `names` that `name` was probably meant to be: the same but for case, or but for few letters. */
export function nearestName(name: string, names: Iterable<string>): string | undefined {
  const most = Math.min(MOST_CHANGES, Math.floor(name.length / 3));
  let best: string | undefined;
  let least = most + 1;
  for (const candidate of names) {
    if (candidate === name || candidate.startsWith('__') || Math.abs(candidate.length - name.length) > most) continue;
    const changes = candidate.toLowerCase() === name.toLowerCase() ? 0.5 : distance(name, candidate, least);
    if (changes >= least) continue;
    least = changes;
    best = candidate;
  }
  return best;
}

/** Insertions, removals, replacements and swaps of neighbours between two names; `limit` or more where it is not less. */
function distance(a: string, b: string, limit: number): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const isSame = a[i - 1] === b[j - 1];
      const replaced = (row[j - 1] ?? 0) + (isSame ? 0 : 1);
      const isSwapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swapped = isSwapped ? (before[j - 2] ?? 0) + 1 : Infinity;
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, replaced, swapped));
    }
    if (Math.min(...next) >= limit) return limit;
    before = row;
    row = next;
  }
  return row[b.length] ?? limit;
}
