import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { deflateSync } from 'fflate';
import { encodeLink } from '../../runtime/links/link.ts';
import { DEFAULT_SETTINGS } from '../../runtime/protocol/project.ts';
import type { Figure, Group } from '../figure.ts';

const EXAMPLES = ['hello', 'guess', 'files', 'walk', 'project', 'sorting', 'brain', 'wordcount', 'server', 'life'];
const PROGRAMS = path.join(import.meta.dirname, '../../app/features/examples/programs');

/** What mail and chat are known to carry whole. */
const GOAL_CHARS = 2000;
const HELLO_CHARS = 140;

type Compress = (text: string) => string;

/** How long the links to programs are, beside what else a page could put into its address. */
export const links: Group = {
  name: 'links',
  async *measure() {
    const lz = await lzString();
    for (const example of EXAMPLES)
      yield* figuresOf(example, filesOf(example), lz, example === 'hello' ? HELLO_CHARS : GOAL_CHARS);
    yield* figuresOf('5 KB of C', new Map([['main.c', fiveKilobytes()]]), lz, GOAL_CHARS);
  },
};

function* figuresOf(
  name: string,
  files: ReadonlyMap<string, string>,
  lz: Compress | undefined,
  goal: number,
): Iterable<Figure> {
  const encoder = new TextEncoder();
  const bytes = new Map([...files].map(([at, text]) => [at, encoder.encode(text)]));
  const made = encodeLink({ name, settings: DEFAULT_SETTINGS, files: bytes, folders: [] });
  if (!made.ok) throw new Error(made.error);
  // Behind the origin, as `/#…`.
  const value = made.value.length + 2;
  const json = JSON.stringify({ name, files: Object.fromEntries(files) });
  const size = [...bytes.values()].reduce((sum, { length }) => sum + length, 0);
  const common = {
    name: `link to ${name}`,
    where: 'node',
    value,
    unit: 'chars',
    goal,
    note: `${size} bytes of C`,
  } as const;
  const plain = Buffer.from(deflateSync(encoder.encode(json), { level: 9 })).toString('base64url');
  yield { ...common, reference: { value: plain.length + 2, what: 'deflate, base64url' } };
  if (lz) yield { ...common, reference: { value: lz(json).length + 2, what: 'lz-string' } };
}

function filesOf(example: string): ReadonlyMap<string, string> {
  const folder = path.join(PROGRAMS, example);
  const sources = readdirSync(folder).filter((name) => /\.[ch]$/.test(name));
  return new Map(sources.map((name) => [name, readFileSync(path.join(folder, name), 'utf8')]));
}

/** Programs as people write them, one after the other: enough of them to make five kilobytes. */
function fiveKilobytes(): string {
  return ['guess', 'dialogue', 'sorting', 'wordcount']
    .map((name) => filesOf(name).get('main.c') ?? '')
    .join('\n')
    .slice(0, 5120);
}

/** Not one of ours: measured where it happens to be installed. */
async function lzString(): Promise<Compress | undefined> {
  const name: string = 'lz-string';
  try {
    const module = (await import(name)) as { readonly default: { readonly compressToEncodedURIComponent: Compress } };
    return module.default.compressToEncodedURIComponent;
  } catch {
    return undefined;
  }
}
