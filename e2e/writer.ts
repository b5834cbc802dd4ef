import { expect } from '@playwright/test';

/** So many that a save of all of them takes several transactions. */
export const FILES = 1100;

/**
 * Writes the number of the round into every file, one after the other, renames a file after it, waits a little, and begins the next
 * round. Started again, it first ends the round in which it was killed.
 */
export const WRITER = `#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static char path[32];

static FILE *opened(int i, const char *how) {
  sprintf(path, "data/f%04d", i);
  return fopen(path, how);
}

static int number(int i) {
  int found = -1;
  FILE *file = opened(i, "r");
  if (!file) return -1;
  if (fscanf(file, "%d", &found) != 1) found = -1;
  fclose(file);
  return found;
}

static void done(int round) {
  char before[32], after[32];
  sprintf(before, "done-%d", round - 1);
  sprintf(after, "done-%d", round);
  if (rename(before, after) == 0) return;
  FILE *file = fopen(after, "a");
  if (file) fclose(file);
}

int main(void) {
  int round = 0;
  mkdir("data", 0777);
  for (int i = 0; i < ${FILES}; i++) {
    int found = number(i);
    if (found > round) round = found;
  }
  for (int isFirst = 1;; isFirst = 0, round++) {
    for (int i = 0; i < ${FILES}; i++) {
      if (isFirst && number(i) == round) continue;
      FILE *file = opened(i, "w");
      if (!file) { perror(path); return 1; }
      fprintf(file, "%d", round);
      fclose(file);
    }
    done(round);
    usleep(rand() % 400 * 1000);
  }
}
`;

/** The round that the files are in. Fails unless they are as they were at some moment of the program. */
export function roundOf(files: ReadonlyMap<string, string>): number {
  const all = Array.from({ length: FILES }, (_, i) => files.get(`data/f${String(i).padStart(4, '0')}`));
  const done = [...files.keys()].filter((path) => path.startsWith('done-')).map((path) => Number(path.slice(5)));
  const written = all.filter((content) => content !== undefined && content !== '').map(Number);
  const latest = Math.max(0, ...written);
  const earliest = Math.min(latest, ...written);
  // Whichever is written to is cut to nothing first.
  expect(all.filter((content) => content === '').length, 'files that are empty').toBeLessThanOrEqual(1);
  expect(written, 'later files are of the same round, or of the one before').toEqual(written.toSorted((a, b) => b - a));
  expect(latest - earliest).toBeLessThanOrEqual(1);
  const firstMissing = all.indexOf(undefined);
  if (firstMissing >= 0) {
    expect(latest, 'files are missing in the first round only').toBe(0);
    expect(all.slice(firstMissing).every((content) => content === undefined)).toBe(true);
    expect(done).toEqual([]);
    return 0;
  }
  expect(done.length, `one round is done: ${done.join(', ')}`).toBe(latest === 0 ? done.length : 1);
  if (done[0] !== undefined) expect([latest - 1, latest]).toContain(done[0]);
  if (done[0] === latest) expect(earliest).toBe(latest);
  return latest;
}
