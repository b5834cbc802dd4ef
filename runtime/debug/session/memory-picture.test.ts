import { describe, expect, it, vi } from 'vitest';
import type { MemoryPicture } from '../../stops/memory-picture.ts';
import { bootDebug } from '../testing/debug-fixture.ts';
import { memoryPicture } from './memory-picture.ts';

vi.setConfig({ testTimeout: 240_000 });

/** The picture at the first stop at `line`. */
async function pictureAt(text: string, line: number, checks: 'on' | 'off' = 'off'): Promise<MemoryPicture> {
  const { debug, program } = await bootDebug({ 'main.c': text }, checks);
  let found: MemoryPicture | undefined;
  debug(
    (stop) => {
      if (stop.site.line === line) found ??= memoryPicture(program, stop);
      return { type: 'continue' };
    },
    [{ file: 'main.c', line }],
  );
  if (!found) throw new Error(`The program did not come to line ${line}`);
  return found;
}

/** Each box by its title, with its rows; a pointer by the number of the box that it leads to, and the row. */
function told({ boxes }: MemoryPicture): readonly string[] {
  const numbers = new Map(boxes.map(({ id }, i) => [id, i]));
  return boxes.map(({ title, isFreed, isUnreached, cells }) => {
    const rows = cells.map(({ name, text, target }) => {
      if (!target) return `${name} ${text}`.trim();
      const cell = target.kind === 'box' && target.cell !== undefined ? `.${target.cell}` : '';
      return `${name} → ${target.kind === 'box' ? `${numbers.get(target.box)}${cell}` : target.kind}`;
    });
    return `${title}${isFreed ? ' freed' : ''}${isUnreached ? ' unreached' : ''}: ${rows.join(', ')}`;
  });
}

const LIST = `#include <stdlib.h>
struct node { int value; struct node *next; };
int main(void) {
  struct node *head = NULL;
  for (int i = 0; i < 3; i++) {
    struct node *one = malloc(sizeof *one);
    one->value = i;
    one->next = head;
    head = one;
  }
  struct node *second = head->next;
  int *inside = &second->value;
  return inside == NULL;
}
`;

describe('the picture of memory', () => {
  it.each(['on', 'off'] as const)('leads along a list, and to a member, with checks %s', async (checks) => {
    expect(told(await pictureAt(LIST, 13, checks))).toEqual([
      'main(): head → 1, second → 2, inside → 2',
      'struct node: value 2, next → 2',
      'struct node: value 1, next → 3',
      'struct node: value 0, next → null',
    ]);
  });

  it('knows freed blocks, blocks that nothing leads to, NULL, and what is not set', async () => {
    const text = `#include <stdlib.h>
int main(void) {
  int *gone = malloc(4 * sizeof *gone);
  int *lost = malloc(12);
  int *none = NULL, *unset;
  free(gone);
  lost = NULL;
  return none == unset;
}
`;
    expect(told(await pictureAt(text, 8))).toEqual([
      'main(): gone → 1, lost → null, none → null, unset not set',
      'int freed: freed',
      'block unreached: ',
    ]);
  });

  it('says which pointers are to calls that have returned, and leads to variables of calls that have not', async () => {
    const text = `static int *keep(int *from) {
  int own = *from;
  int *own_at = &own;
  return own_at;
}
int main(void) {
  int here[3] = {1, 2, 3};
  int *kept = keep(&here[1]);
  return kept == here;
}
`;
    expect(told(await pictureAt(text, 4))).toEqual([
      'main(): here, [0] 1, [1] 2, [2] 3, kept not set',
      'keep(): from → 0.2, own 2, own_at → 1.1',
    ]);
    expect(told(await pictureAt(text, 9))).toEqual(['main(): here, [0] 1, [1] 2, [2] 3, kept → gone']);
  });

  it('may lead far into an array of variable length, which is there', async () => {
    const text = `int main(void) {
  int n = 40;
  int list[n];
  int *far = &list[39];
  *far = 3;
  return n;
}
`;
    expect(told(await pictureAt(text, 5)).join()).not.toContain('gone');
  });

  it('draws arrays of structures, texts and globals, and stops at what is large', async () => {
    const text = `#include <stdlib.h>
#include <string.h>
struct pair { char name[8]; const char *said; };
struct pair *pairs;
int main(void) {
  pairs = calloc(2, sizeof *pairs);
  strcpy(pairs[0].name, "one");
  pairs[0].said = "hello";
  pairs[1].said = strdup("heap");
  double *many = calloc(100, sizeof *many);
  return many == NULL;
}
`;
    const picture = await pictureAt(text, 11);
    expect(told(picture).slice(0, 4)).toEqual([
      'Globals: pairs → 2',
      'main(): many → 3',
      'struct pair: [0], name "one", said "hello", [1], name "", said → 4',
      `double: ${Array.from({ length: 16 }, (_, i) => `[${i}] 0`).join(', ')}, … 84 more`,
    ]);
    expect(told(picture)[4]).toBe('char: "heap"');
  });

  it('of a list of 100,000 nodes is made of the first ones', async () => {
    const { debug, program } = await bootDebug({
      'main.c': LIST.replace('i < 3', 'i < 100000'),
    });
    let picture: MemoryPicture | undefined;
    debug(
      (stop) => {
        if (stop.site.line === 13) picture = memoryPicture(program, stop);
        return { type: 'continue' };
      },
      [{ file: 'main.c', line: 13 }],
    );
    expect(picture?.boxes).toHaveLength(61);
    expect(picture?.left).toBe(100_000 - 60);
  });
});

describe('descriptors in the picture', () => {
  it('are known in an int and behind a FILE', async () => {
    const text = `#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>
int main(void) {
  int fd = open("made", O_CREAT | O_WRONLY, 0666);
  FILE *file = fdopen(fd, "w");
  int count = fd;
  FILE *none = NULL;
  return count == 0 && none == file;
}
`;
    const { boxes } = await pictureAt(text, 9);
    const cells = boxes[0]?.cells ?? [];
    const [fd, file, count, none] = cells;
    expect(fd?.fd).toBeGreaterThan(2);
    expect(fd?.text).toBe(String(fd?.fd));
    expect(file).toMatchObject({ name: 'file', text: 'FILE', fd: fd?.fd });
    expect(count?.fd).toBeUndefined();
    expect(none).toMatchObject({ name: 'none', text: 'NULL' });
    expect(none?.fd).toBeUndefined();
  });
});
