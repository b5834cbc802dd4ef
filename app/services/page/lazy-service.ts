/** A service that few visits need: its code is fetched when it is first used. */
export type LazyService<T> = (use: (part: T) => unknown) => void;

/** What the page says where a part of it is missing. */
export const NOT_FETCHED = 'A part of the page could not be fetched. Check the connection, then reload the page.';

export function lazyService<T>(load: () => Promise<T>, failed: () => void): LazyService<T> {
  let part: Promise<T> | undefined;
  return (use) => {
    part ??= load();
    void part.then(use, () => {
      // Another use may find the connection back.
      part = undefined;
      failed();
    });
  };
}
