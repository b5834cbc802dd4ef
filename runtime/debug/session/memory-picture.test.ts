import { describe, expect, it, vi } from 'vitest';
import type { MemoryPicture } from '../../stops/memory-picture.ts';
import { bootDebug } from '../testing/debug-fixture.ts';
import { memoryPicture } from './memory-picture.ts';

vi.setConfig({ testTimeout: 240_000 });

/** The picture at the first stop at `line`. */
async function pictureAt(
  text: string,
  line: number,
  checks: 'on' | 'off' = 'off',
  file = 'main.c',
  opened: readonly number[] = [],
): Promise<MemoryPicture> {
  const { debug, program } = await bootDebug({ [file]: text }, checks);
  let found: MemoryPicture | undefined;
  debug(
    (stop) => {
      if (stop.site.line === line) found ??= memoryPicture(program, { ...stop, opened });
      return { type: 'continue' };
    },
    [{ file, line }],
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
      const past = target.kind === 'past' ? `${target.where}${target.isOutside ? '!' : ''}` : target.kind;
      return `${name} → ${target.kind === 'box' ? `${numbers.get(target.box)}${cell}` : past}`;
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

  it.each(['on', 'off'] as const)(
    'knows freed blocks, blocks that nothing leads to, NULL, and what is not set, with checks %s',
    async (checks) => {
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
      expect(told(await pictureAt(text, 8, checks))).toEqual([
        'main(): gone → 1, lost → null, none → null, unset not set',
        'int freed: freed',
        'block unreached: ',
      ]);
    },
  );

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

  it('calls no block lost that something leads to which is not drawn', async () => {
    const text = `#include <stdlib.h>
static char *many[40];
int main(void) {
  for (int i = 0; i < 40; i++)
    many[i] = malloc(8);
  struct { char packed; void *hidden; } *holder = malloc(sizeof *holder);
  holder->hidden = malloc(24);
  void *opaque = holder;
  holder = NULL;
  char *lost = malloc(5);
  lost = NULL;
  return opaque == NULL;
}
`;
    const picture = await pictureAt(text, 12);
    expect(picture.boxes.filter(({ isUnreached }) => isUnreached).map(({ detail }) => detail)).toEqual(['5 bytes']);
    expect(picture.left).toBe(25);
  });

  it.each(['on', 'off'] as const)(
    'calls no block lost that libc holds, and says of a text that it has no end, with checks %s',
    async (checks) => {
      const text = `#include <stdio.h>
#include <stdlib.h>
#include <string.h>
int main(void) {
  char *copy = malloc(5);
  memcpy(copy, "hello", 5);
  FILE *file = fopen("notes", "w");
  char *lost = malloc(20);
  lost = NULL;
  return copy == NULL || file == NULL;
}
`;
      const { boxes } = await pictureAt(text, 10, checks);
      expect(boxes.filter(({ isUnreached }) => isUnreached).map(({ detail }) => detail)).toEqual(['20 bytes']);
      expect(boxes.find(({ title }) => title === 'char')?.cells[0]?.text).toBe('"hello" without a \\0');
    },
  );

  it('says which pointers are at the end of an object, or past it', async () => {
    const text = `#include <stdlib.h>
int main(void) {
  int *block = calloc(4, sizeof *block);
  int *end = block + 4, *past = block + 5;
  char *word = malloc(4), *after = word + 4;
  int list[3] = {1, 2, 3};
  int *into = list + 2, *behind = (int *)((char *)list + sizeof list);
  return end == past || into == behind || !after;
}
`;
    expect(told(await pictureAt(text, 8))[0]).toContain('after → the end of a block');
    expect(told(await pictureAt(text, 8))[0]).toContain('end → the end of a block, past → 4 bytes past a block!');
    expect(told(await pictureAt(text, 8))[0]).toMatch(/into → 0\.\d+, behind → (?:the end of list|0\.)/);
  });

  it('says nothing of an array of pointers that lead to something else', async () => {
    const text = `int table[4];
static int *hidden(void) {
  static int n = 3, more = 4;
  return &more - 1 == &n ? &n : &n;
}
int main(void) {
  int *q = hidden();
  int *p = (int[]){1, 2, 3};
  int a[4] = {0};
  return *q + *p + a[0] + table[0];
}
`;
    const [, main] = told(await pictureAt(text, 10));
    expect(main).toContain('q → elsewhere');
    expect(main).not.toMatch(/past|before/);
  });

  it('marks no block whose address only a statement in progress or libc has', async () => {
    const text = `#include <stdlib.h>
struct node { int value; struct node *left, *right; };
static struct node *make(int value, struct node *left, struct node *right) {
  struct node *one = malloc(sizeof *one);
  one->value = value; one->left = left; one->right = right;
  return one;
}
int main(void) {
  setenv("ONE", "1", 1);
  setenv("TWO", "2", 1);
  struct node *root = make(1, make(2, NULL, NULL), make(3, NULL, NULL));
  root = NULL;
  return root != NULL;
}
`;
    const { debug, program } = await bootDebug({ 'main.c': text });
    const seen: (readonly [line: number, marked: number])[] = [];
    debug((stop) => {
      const marked = memoryPicture(program, stop).boxes.filter(({ isUnreached }) => isUnreached).length;
      seen.push([stop.site.line, marked]);
      return stop.end ? { type: 'continue' } : { type: 'into' };
    });
    const made = seen.filter(([line]) => line < 12);
    expect(made.filter(([line]) => line === 6)).toHaveLength(3);
    expect(made.filter(([, marked]) => marked > 0)).toEqual([]);
    expect(seen.at(-1)).toEqual([expect.any(Number), 3]);
  });

  it('counts what it leaves out of a container, and of what is too long for one picture', async () => {
    const text = `#include <list>
struct Row { int cells[16]; };
int main() {
  std::list<int> many(300, 7);
  static Row rows[16];
  return many.size() == rows[0].cells[0];
}
`;
    const plain = await pictureAt(text, 6, 'off', 'main.cpp');
    const more = plain.boxes[0]!.cells.flatMap((cell) => cell.more ?? []);
    const opened = await pictureAt(text, 6, 'off', 'main.cpp', [more[0]!, more[0]!]);
    const drawn = (picture: MemoryPicture): number =>
      picture.boxes[0]!.cells.filter(({ text: value, depth }) => value === '7' && depth === 1).length;
    const left = opened.boxes[0]!.cells.find(({ text: value }) => value.startsWith('…'))?.text;
    expect(drawn(plain)).toBe(16);
    expect(left).toBe(`… ${300 - drawn(opened)} more`);
    expect(plain.boxes[0]!.cells.at(-1)?.text).toMatch(/^… \d+ more$/);
  });

  it('draws more of what is asked for', async () => {
    const text = `#include <stdlib.h>
int main(void) {
  int list[200];
  for (int i = 0; i < 200; i++)
    list[i] = i;
  double *many = calloc(100, sizeof *many);
  return many == NULL;
}
`;
    const plain = await pictureAt(text, 7);
    const [list, many] = plain.boxes.flatMap(({ cells }) => cells.flatMap(({ more }) => more ?? []));
    const opened = await pictureAt(text, 7, 'off', 'main.c', [list!, list!, many!]);
    expect(plain.boxes.map(({ cells }) => cells.length)).toEqual([19, 17]);
    expect(opened.boxes.map(({ cells }) => cells.length)).toEqual([202, 100]);
  });

  it('draws objects of the C++ library by what they hold', async () => {
    const text = `#include <map>
#include <memory>
#include <string>
#include <vector>
struct Point { int x, y; };
int main() {
  std::string name = "a name that is too long for the object itself";
  std::vector<int> list{1, 2};
  std::map<std::string, int> ages{{"ann", 3}};
  auto own = std::make_unique<Point>(Point{1, 2});
  auto both = std::make_shared<Point>(Point{3, 4});
  std::unique_ptr<int> none;
  return own == nullptr;
}
`;
    const picture = await pictureAt(text, 13, 'off', 'main.cpp');
    expect(told(picture)).toEqual([
      'main(): name "a name that is too long for the object …, list, [0] 1, [1] 2, ages, ["ann"] 3, own → 1, both → 2.0, none → null',
      'Point: x 1, y 2',
      'Point: , x 3, y 4',
    ]);
    expect(picture.left).toBe(0);
  });

  it('does not take what alloca gives for gone', async () => {
    const text = `#include <alloca.h>
#include <stdio.h>
int main(void) {
  int n = 4;
  int *list = alloca(n * sizeof *list);
  for (int i = 0; i < n; i++)
    list[i] = i;
  printf("%d", list[0]);
  return 0;
}
`;
    expect(told(await pictureAt(text, 8))[0]).toBe('main(): n 4, list → elsewhere');
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
