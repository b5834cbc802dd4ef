import * as v from 'valibot';
import type { KeptObject, KeptProgram } from '../../../toolchain/build/build-store.ts';
import type { ProjectSettings, ProjectSummary } from '../../../protocol/project.ts';
import { readSettings } from './stored-settings.ts';

/** One inode as it is kept. Directories hold names and inode numbers, so a rename is one record, or two. */
export type StoredNode = {
  readonly ino: number;
  readonly atim: bigint;
  readonly mtim: bigint;
  readonly ctim: bigint;
} & (
  | { readonly kind: 'file'; readonly bytes: Uint8Array }
  | { readonly kind: 'folder'; readonly entries: readonly (readonly [name: string, ino: number])[] }
  | { readonly kind: 'link'; readonly target: string }
);

/** The visit that saved last, and the last request of its page that this save holds. */
export interface Writer {
  readonly visit: string;
  readonly request: number;
}

/** One project, apart from its files. */
export interface StoredProject {
  readonly summary: ProjectSummary;
  readonly settings: ProjectSettings;
  /** Counts the saves. A save that is based on another one than the last is refused. */
  readonly generation: number;
  readonly writer?: Writer | undefined;
  /** The name of staged records that are part of this generation and have not been moved to their places yet. */
  readonly staged?: string | undefined;
}

/** Something that was built of a project, by the toolchain that is named. */
export type StoredBuild = { readonly toolchain: string } & (
  { readonly kind: 'object'; readonly made: KeptObject } | { readonly kind: 'program'; readonly made: KeptProgram }
);

/** Up to here inode numbers are kept as they are. */
export const MAX_INO = 2 ** 40;
const MOST_NAME_CHARS = 1000;

const Count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const Time = v.pipe(v.bigint(), v.minValue(0n), v.maxValue(2n ** 64n - 1n));
const Bytes = v.instance(Uint8Array);
const common = { ino: v.pipe(v.number(), v.safeInteger()), atim: Time, mtim: Time, ctim: Time };

/** The entries of a folder are looked at one by one: a bad one takes none of the others with it. */
export const NodeRecord = v.variant('kind', [
  v.object({ ...common, kind: v.literal('file'), bytes: Bytes }),
  v.object({ ...common, kind: v.literal('folder'), entries: v.array(v.unknown()) }),
  v.object({ ...common, kind: v.literal('link'), target: v.pipe(v.string(), v.maxLength(4096)) }),
]);

export const EntryRecord = v.strictTuple([v.string(), v.number()]);

const ProjectRecord = v.object({
  summary: v.object({
    name: v.pipe(v.string(), v.minLength(1), v.maxLength(MOST_NAME_CHARS)),
    editedAt: v.pipe(v.number(), v.finite()),
  }),
  settings: v.unknown(),
  generation: v.optional(Count, 0),
  writer: v.optional(v.object({ visit: v.string(), request: Count })),
  staged: v.optional(v.string()),
});

export interface ReadProject {
  readonly project: StoredProject;
  /** What could not be read and was replaced, as clauses. */
  readonly repairs: readonly string[];
}

/** The record of project `id`, with what can be read of it and defaults for the rest. */
export function readProject(id: string, value: unknown): ReadProject {
  const parsed = v.safeParse(ProjectRecord, value);
  const repairs: string[] = [];
  const field = <S extends v.GenericSchema>(schema: S, name: string, otherwise: v.InferOutput<S>): v.InferOutput<S> => {
    const read = v.safeParse(schema, fieldOf(value, name));
    if (!read.success) repairs.push(`its record (${name}) was damaged`);
    return read.success ? read.output : otherwise;
  };
  const record = parsed.success
    ? parsed.output
    : {
        summary: field(ProjectRecord.entries.summary, 'summary', salvagedSummary(value)),
        settings: fieldOf(value, 'settings'),
        generation: field(ProjectRecord.entries.generation, 'generation', 0),
        writer: field(ProjectRecord.entries.writer, 'writer', undefined),
        staged: field(ProjectRecord.entries.staged, 'staged', undefined),
      };
  const { settings, unread } = readSettings(record.settings);
  if (unread.length > 0)
    repairs.push(
      unread.includes('policy') || unread.includes('all')
        ? `its settings (${unread.join(', ')}) could not be read: programs are granted nothing until you choose a policy`
        : `its settings (${unread.join(', ')}) could not be read and have their defaults`,
    );
  const { generation, writer, staged } = record;
  return { project: { summary: { ...record.summary, id }, settings, generation, writer, staged }, repairs };
}

/** Where the record of a project does not say, it is of the first one. */
export function generationOf(record: unknown): number {
  const parsed = v.safeParse(ProjectRecord.entries.generation, fieldOf(record, 'generation'));
  return parsed.success ? parsed.output : 0;
}

/** Whether a record was stored by a version that writes what this one cannot know. */
export function isOfNewerVersion(value: unknown): boolean {
  const version = fieldOf(fieldOf(value, 'settings'), 'v');
  return typeof version === 'number' && Number.isInteger(version) && version > 1;
}

const Input = v.object({ path: v.string(), ino: v.number(), ctim: v.bigint() });
const BuildRecord = v.variant('kind', [
  v.object({
    toolchain: v.string(),
    kind: v.literal('object'),
    made: v.object({
      path: v.string(),
      id: v.string(),
      how: v.string(),
      inputs: v.array(Input),
      object: Bytes,
      stderr: v.string(),
    }),
  }),
  v.object({
    toolchain: v.string(),
    kind: v.literal('program'),
    made: v.object({ main: v.optional(v.string(), ''), key: v.string(), program: Bytes, stderr: v.string() }),
  }),
]);

/** Those that can be read: what was lost is built again. */
export function readBuilds(values: readonly unknown[]): readonly StoredBuild[] {
  return values.flatMap((value) => {
    const parsed = v.safeParse(BuildRecord, value);
    return parsed.success ? [parsed.output] : [];
  });
}

function salvagedSummary(value: unknown): { name: string; editedAt: number } {
  const summary = fieldOf(value, 'summary');
  const [name, editedAt] = [fieldOf(summary, 'name'), fieldOf(summary, 'editedAt')];
  return {
    name: typeof name === 'string' && name !== '' ? name.slice(0, MOST_NAME_CHARS) : 'Damaged project',
    editedAt: typeof editedAt === 'number' && Number.isFinite(editedAt) ? editedAt : 0,
  };
}

export function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && name in value
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;
}
