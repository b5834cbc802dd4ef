/** One record of a project, without the project's id: `key` is what stands after it in the record's own key. */
export interface Row {
  readonly store: 'projects' | 'nodes';
  readonly key: unknown;
  readonly value: unknown;
}

/** A way to damage what is stored of a project, and its records after that. */
export interface Damage {
  readonly what: string;
  readonly rows: readonly Row[];
}

/**
 * More than 200 ways to damage the project that is stored in `rows`: about 220 of all replacements of one value by something that
 * it should not be, at every depth, and whole kinds of damage. It uses nothing from outside of itself, so that a browser can be
 * handed its text.
 */
export function damages(rows: readonly Row[]): readonly Damage[] {
  type Value = Readonly<Record<string, unknown>>;
  type Entries = readonly (readonly [string, number])[];
  const VALUES: readonly unknown[] = [undefined, null, 'text', -1, 1.5, 2 ** 53, [], {}, true, 7n];
  const FIELDS = 220;

  function* wrong(value: unknown): Generator<readonly [where: string, value: unknown]> {
    for (const replacement of VALUES) yield ['', replacement];
    if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return;
    for (const [name, inner] of Object.entries(value as Value))
      for (const [where, changed] of wrong(inner)) {
        const copy: unknown[] | Record<string, unknown> = Array.isArray(value)
          ? [...(value as unknown[])]
          : { ...value };
        (copy as Record<string, unknown>)[name] = changed;
        yield [`.${name}${where}`, copy];
      }
  }

  const put = (row: Row, value: unknown): readonly Row[] =>
    value === undefined
      ? rows.filter((other) => other !== row)
      : rows.map((other) => (other === row ? { ...row, value } : other));
  const shown = (value: unknown): string => (typeof value === 'object' && value !== null ? 'object' : String(value));
  const name = ({ store, key }: Row): string => (store === 'projects' ? 'project' : `node ${String(key)}`);

  const fields = rows.flatMap((row) =>
    [...wrong(row.value)].map(([where, value]) => ({
      what: `${name(row)}${where} = ${shown(where === '' ? value : '…')}`,
      rows: put(row, value),
    })),
  );
  const found: Damage[] = fields.filter((_, i) => i % Math.ceil(fields.length / FIELDS) === 0);
  const add = (what: string, damaged: readonly Row[]): void => void found.push({ what, rows: damaged });

  const project = rows.find(({ store }) => store === 'projects');
  const nodes = rows.filter(({ store }) => store === 'nodes');
  const kindOf = (row: Row): unknown => (row.value as Value)['kind'];
  const folders = nodes.filter((row) => kindOf(row) === 'folder');
  const files = nodes.filter((row) => kindOf(row) === 'file');
  const root = folders.find(({ key }) => key === 1);
  const [inner] = folders.filter(({ key }) => key !== 1);
  const [file, other] = files;
  if (!project || !root || !inner || !file || !other) throw new Error('The project has a folder with files, and files');
  const of = (row: Row): Value => row.value as Value;
  const entriesOf = (row: Row): Entries => of(row)['entries'] as Entries;
  const withEntries = (row: Row, entries: unknown): readonly Row[] => put(row, { ...of(row), entries });
  const node = (key: unknown, value: unknown): Row => ({ store: 'nodes', key, value });

  add('no record of the project', put(project, undefined));
  add('no nodes', [project]);
  for (const row of nodes) add(`no ${name(row)}`, put(row, undefined));
  for (const generation of [Infinity, NaN, 2 ** 60, -5, '3', 1e300])
    add(`generation ${String(generation)}`, put(project, { ...of(project), generation }));
  add('parts that are not there', put(project, { ...of(project), staged: 'a save that never was' }));
  add('no name', put(project, { ...of(project), summary: { ...(of(project)['summary'] as Value), name: '' } }));
  add('a newer version', put(project, { ...of(project), settings: { ...(of(project)['settings'] as Value), v: 2 } }));

  add('an empty root', withEntries(root, []));
  add('a root that is a file', put(root, { ...of(file), ino: 1 }));
  add('a folder in itself', withEntries(inner, [...entriesOf(inner), ['self', inner.key]]));
  add('the root in a folder', withEntries(inner, [...entriesOf(inner), ['up', 1]]));
  add('only a circle', withEntries(root, [['self', 1]]));
  add('a folder in two places', withEntries(root, [...entriesOf(root), ['again', inner.key]]));
  add('an entry of nothing', withEntries(root, [...entriesOf(root), ['nothing', 4711]]));
  add('entries cut off', withEntries(root, entriesOf(root).slice(1)));
  add(
    'an entry cut off',
    withEntries(
      root,
      entriesOf(root).map(([first]) => [first]),
    ),
  );
  add(
    'entries turned round',
    withEntries(
      root,
      entriesOf(root).map(([first, ino]) => [ino, first]),
    ),
  );
  add('two entries of one name', withEntries(root, [...entriesOf(root), ...entriesOf(root)]));
  for (const odd of ['', '.', '..', 'a/b', '/', 'a\0b', '\ud800', 'x'.repeat(300)])
    add(`a name ${JSON.stringify(odd).slice(0, 12)}`, withEntries(root, [...entriesOf(root), [odd, file.key]]));
  add('entries as text', withEntries(root, JSON.stringify(entriesOf(root))));

  for (const [what, bytes] of [
    ['a buffer', new ArrayBuffer(8)],
    ['words', new Uint16Array(4)],
    ['numbers', [1, 2, 3]],
    ['text', 'int main(void) {}'],
    ['nothing', undefined],
  ] as const)
    add(`content as ${what}`, put(file, { ...of(file), bytes }));
  for (const time of [-1n, 2n ** 64n, 2n ** 100n, 1.5, 'now'])
    add(`a time ${String(time)}`, put(file, { ...of(file), mtim: time }));
  add(
    'two files exchanged',
    rows.map((row) =>
      row === file ? { ...row, value: of(other) } : row === other ? { ...row, value: of(file) } : row,
    ),
  );
  add(
    'a folder and a file exchanged',
    rows.map((row) =>
      row === file ? { ...row, value: of(inner) } : row === inner ? { ...row, value: of(file) } : row,
    ),
  );
  add('an endless link', put(file, { ...of(file), kind: 'link', target: 'x'.repeat(100_000), bytes: undefined }));
  for (const key of ['odd', -1, 0, 1.5, 2 ** 50, 1e300])
    add(`a node under ${String(key)}`, [...rows, node(key, of(file))]);
  add('rubbish beside it', [...rows, node(4711, 'rubbish'), node(4712, null), node(4713, [[[]]])]);

  const deep = Array.from({ length: 2000 }, (_, i) =>
    node(10_000 + i, { ...of(inner), ino: 10_000 + i, entries: i === 1999 ? [] : [['d', 10_001 + i]] }),
  );
  add('2,000 folders in one another', [...withEntries(root, [...entriesOf(root), ['deep', 10_000]]), ...deep]);
  add('a circle that nothing holds', [
    ...rows,
    node(20_000, { ...of(inner), ino: 20_000, entries: [['there', 20_001]] }),
    node(20_001, { ...of(inner), ino: 20_001, entries: [['back', 20_000]] }),
  ]);
  add('1,000 files without a place', [
    ...rows,
    ...Array.from({ length: 1000 }, (_, i) => node(30_000 + i, { ...of(file), ino: 30_000 + i })),
  ]);
  return found;
}
