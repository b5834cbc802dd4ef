/**
 * How long the page and the kernel worker wait before they do what can wait, in ms. All such delays stand here, so that
 * they can be compared: what is at the top happens while a person types, what is at the bottom while the machine rests.
 */
export const DELAYS_MS = {
  /** Typing goes on for less than this between two keys, and a save stops a build ahead. */
  save: 150,
  /** A check costs half a core for 50 ms or more, so it waits for a pause in typing that is longer than a save's. */
  check: 300,
  /** A run goes from the compiler to the linker to the program within less; the linker must not wait for the next build's tools. */
  beginTools: 40,
  /** As for `beginTools`: an instance of the compiler takes a core for 10 ms or more. */
  prepareWorkers: 40,
  /** Page and program have the processor first; after that the compiler is better ready than asleep. */
  startCompiler: 500,
  /** After a run: the next one's tools and workers come first. */
  lookThrough: 600,
  /** What was just built runs first, and its first output is worth more than the next visit's download. */
  keepDownloads: 2000,
  /** Many programs never need the second part of the compiler. */
  fetchUsualPart: 2000,
  /** A build ahead that takes longer keeps a core busy for each pause in typing; it is given up. */
  giveUpBuildAhead: 15_000,
  /** A program that is looked through takes some three times as long as it ran. */
  giveUpLookingThrough: 20_000,
  /** Each look for a further value that was never set, at most four of them. */
  giveUpLookingAgain: 2000,
  /** While a person keeps typing, waiting tasks run no later than this. */
  longestPostponement: 10_000,
} as const;
