/** As much of a window as says what holds it. */
export interface Framed {
  readonly parent: Framed;
  readonly origin: string;
}

/**
 * Whether a page of another origin holds this one in a frame, be it frames further out. A page of our own origin could do
 * in here whatever it likes in any case.
 */
export function isFramedElsewhere(page: Framed): boolean {
  try {
    for (let at = page; at !== at.parent; at = at.parent) if (at.parent.origin !== page.origin) return true;
    return false;
  } catch {
    // Of windows of other origins, not even this much can be read.
    return true;
  }
}
