import * as v from 'valibot';
import { FileError, type FolderFiles } from '../../../vfs/folder-files.ts';
import type { NewProject, ProjectSettings } from '../../../protocol/project.ts';
import type { Writer } from './stored-records.ts';
import { readSettings } from './stored-settings.ts';

const path = v.pipe(v.string(), v.maxLength(8192));
const Step = v.variant('name', [
  v.object({ id: v.number(), name: v.literal('writeFile'), path, text: v.string() }),
  v.object({ id: v.number(), name: v.literal('createFile'), path, text: v.string() }),
  v.object({ id: v.number(), name: v.literal('createFolder'), path }),
  v.object({ id: v.number(), name: v.literal('renameFile'), from: path, to: path }),
  v.object({ id: v.number(), name: v.literal('removeFile'), path }),
  v.object({ id: v.number(), name: v.literal('saveSettings'), settings: v.unknown() }),
  v.object({ id: v.number(), name: v.literal('copyProject'), from: v.string(), called: v.string() }),
  v.object({
    id: v.number(),
    name: v.literal('createProject'),
    project: v.object({
      name: v.string(),
      settings: v.optional(v.unknown()),
      folders: v.optional(v.array(path)),
      files: v.array(v.tuple([path, v.string()])),
    }),
  }),
]);
const Chapter = v.object({
  visit: v.string(),
  generation: v.optional(v.number()),
  steps: v.array(Step),
});
const Journal = v.object({ v: v.literal(1), chapters: v.array(Chapter) });

/** What pages asked for and is not known to be stored, oldest first. */
export type Journal = v.InferOutput<typeof Journal>;
type Chapter = v.InferOutput<typeof Chapter>;
type Step = v.InferOutput<typeof Step>;

/** Undefined: it is none. */
export function parseJournal(text: string): Journal | undefined {
  try {
    const parsed = v.safeParse(Journal, JSON.parse(text));
    return parsed.success ? parsed.output : undefined;
  } catch {
    return undefined;
  }
}

/** The project that a page had made and the kernel had not stored; undefined: the journal is of one that was stored before. */
export function madeProject({ chapters }: Journal): NewProject | undefined {
  for (const { steps } of chapters)
    for (const step of steps) {
      if (step.name !== 'createProject') continue;
      const { name, settings, folders, files } = step.project;
      return {
        name,
        ...(settings !== undefined && { settings: readSettings(settings).settings }),
        files: new Map(files.map(([of, text]) => [of, encode(text)])),
        ...(folders && { folders }),
      };
    }
  return undefined;
}

/** Of which project a page had made a copy that the kernel had not stored, and what the copy is called. */
export function copiedProject({ chapters }: Journal): { readonly from: string; readonly called: string } | undefined {
  return chapters.flatMap(({ steps }) => steps).find((step) => step.name === 'copyProject');
}

export interface Replayed {
  readonly settings: ProjectSettings | undefined;
  /** Texts that were not put in their places, since something newer is there; they lie in `lost+found`. */
  readonly aside: readonly string[];
}

/**
 * Does to the files what the journal says and storage does not hold yet: of a page whose saves are the last ones, what
 * it asked for after the last of them. Where another tab has saved since, nothing is overwritten: texts go into
 * `lost+found`.
 */
export function replay(
  journal: Journal,
  files: FolderFiles,
  stored: { readonly generation: number | undefined; readonly writer: Writer | undefined },
): Replayed {
  let settings: ProjectSettings | undefined;
  const aside: string[] = [];
  for (const chapter of journal.chapters) {
    const after = lastStored(chapter, stored);
    for (const step of chapter.steps) {
      if (after === undefined) aside.push(...putAside(step, files));
      else if (step.id <= after || step.name === 'createProject' || step.name === 'copyProject') continue;
      else if (step.name === 'saveSettings') settings = readSettings(step.settings).settings;
      else attempt(() => carryOut(step, files));
    }
  }
  return { settings, aside };
}

/** The number of the last step that storage holds; undefined: something else was stored since. */
function lastStored(
  { visit, generation }: Chapter,
  stored: { readonly generation: number | undefined; readonly writer: Writer | undefined },
): number | undefined {
  if (stored.writer?.visit === visit) return stored.writer.request;
  return generation === stored.generation ? -Infinity : undefined;
}

function carryOut(
  step: Exclude<Step, { readonly name: 'saveSettings' | 'createProject' | 'copyProject' }>,
  files: FolderFiles,
): void {
  switch (step.name) {
    case 'writeFile':
      return files.write(step.path, encode(step.text));
    case 'createFile':
      return files.createFile(step.path, encode(step.text));
    case 'createFolder':
      return files.createFolder(step.path);
    case 'renameFile':
      return files.rename(step.from, step.to);
    case 'removeFile':
      return files.remove(step.path);
  }
}

/** Keeps a text beside what is there, unless it is the same. */
function putAside(step: Step, files: FolderFiles): readonly string[] {
  if (step.name !== 'writeFile' || readText(files, step.path) === step.text) return [];
  const base = `lost+found/${step.path}`;
  for (let n = 1; n < 1000; n += 1) {
    const target = n === 1 ? base : `${base} (${n})`;
    const there = readText(files, target);
    if (there === step.text) return [];
    if (there !== undefined) continue;
    attempt(() => files.write(target, encode(step.text)));
    return [target];
  }
  return [];
}

function readText(files: FolderFiles, of: string): string | undefined {
  try {
    return new TextDecoder().decode(files.read(of));
  } catch {
    return undefined;
  }
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** A step that cannot be done was refused by the kernel then as well. */
function attempt(work: () => void): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
  }
}
