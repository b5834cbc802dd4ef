/** Which entry a key moves to, of entries with these texts; undefined: the key does not move. */
export function menuStep(key: string, texts: readonly string[], current: number): number | undefined {
  const { length } = texts;
  if (length === 0) return undefined;
  switch (key) {
    case 'ArrowDown':
      return (current + 1) % length;
    case 'ArrowUp':
      return (current - 1 + length) % length;
    case 'Home':
      return 0;
    case 'End':
      return length - 1;
    default:
      return key.length === 1 ? startingWith(key, texts, current) : undefined;
  }
}

/** The next entry that begins with the letter typed, going round. */
function startingWith(letter: string, texts: readonly string[], current: number): number | undefined {
  for (let step = 1; step <= texts.length; step += 1) {
    const index = (current + step) % texts.length;
    if (texts[index]?.trim().toLowerCase().startsWith(letter.toLowerCase())) return index;
  }
  return undefined;
}
