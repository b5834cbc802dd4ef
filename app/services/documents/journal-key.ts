const PREFIX = 'preopen.journal.';

/** Where in `localStorage` it is kept what the page could not hand over of a project. */
export function journalKey(id: string): string {
  return PREFIX + id;
}

/** All journals, by project. In a frame of another page each access may throw. */
export function storedJournals(): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  try {
    for (const [key, text] of Object.entries<string>(localStorage))
      if (key.startsWith(PREFIX)) found.set(key.slice(PREFIX.length), text);
  } catch {
    // Then none could be written either.
  }
  return found;
}
