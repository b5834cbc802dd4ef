const DAY_MS = 24 * 60 * 60 * 1000;

/** When a project was last edited: the time today, else the date. */
export function editedText(editedAt: number, now: Date): string {
  const then = new Date(editedAt);
  if (then.toDateString() === now.toDateString())
    return then.toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit' });
  const isRecent = now.getTime() - editedAt < 300 * DAY_MS;
  return then.toLocaleDateString(undefined, {
    day: 'numeric',
    month: 'short',
    ...(isRecent ? {} : { year: 'numeric' }),
  });
}
