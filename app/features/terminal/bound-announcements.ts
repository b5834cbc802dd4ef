/** A screen full of text: more is not read out in one go. */
const MOST_CHARACTERS = 4_000;

/**
 * xterm adds what is printed to a live region until there are 20 lines. A line without an end would grow there without
 * limit, and the browser would lay all of it out again with each frame.
 */
export function boundAnnouncements(terminal: Element | undefined): { dispose: () => void } {
  const region = terminal?.querySelector('.live-region');
  const observer = new MutationObserver(() => {
    if (region && region.textContent.length > MOST_CHARACTERS) region.textContent = '';
  });
  if (region) observer.observe(region, { childList: true, characterData: true, subtree: true });
  return { dispose: () => observer.disconnect() };
}
