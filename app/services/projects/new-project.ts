import { DEFAULT_POLICY } from '../../../runtime/policy/policy.ts';
import {
  DEFAULT_SETTINGS,
  type FileEntry,
  type NewProject,
  type Project,
  type ProjectSummary,
} from '../../../runtime/protocol/project.ts';
import { firstSource, type Example } from './example.ts';
import { freeName } from '../../text/free-name.ts';
import type { Kernel } from '../kernel/kernel.ts';

const EMPTY_MAIN = '#include <stdio.h>\n\nint main(void) {\n    \n    return 0;\n}\n';

export function emptyProject(name: string): NewProject {
  const files = new Map([['main.c', new TextEncoder().encode(EMPTY_MAIN)]]);
  return { name, settings: { ...DEFAULT_SETTINGS, openFile: 'main.c' }, files };
}

/** The example as a project, with a name that none of the others has. */
export function exampleProject(example: Example, others: readonly ProjectSummary[]): NewProject {
  const encoder = new TextEncoder();
  return {
    name: freeName(
      example.title,
      others.map(({ name }) => name),
    ),
    settings: {
      ...DEFAULT_SETTINGS,
      args: example.args,
      env: example.env,
      policy: { ...DEFAULT_POLICY, listen: example.listenPort === undefined ? [] : [{ port: example.listenPort }] },
      openFile: firstSource([...example.files.keys()]),
    },
    files: new Map([...example.files].map(([path, text]) => [path, encoder.encode(text)])),
  };
}

interface Search {
  readonly kernel: Kernel;
  readonly projects: readonly ProjectSummary[];
  /** The project that is open, and is again where none is found. */
  readonly openId: string | undefined;
  /** Before the kernel opens another one. */
  readonly leave: () => Promise<void>;
}

/** A project that still is the example as it was made, which the kernel has open then. */
export async function findUntouched(
  example: Example,
  { kernel, projects, openId, leave }: Search,
): Promise<Project | undefined> {
  const candidates = projects.filter(({ name }) => name === example.title || name.startsWith(`${example.title} `));
  for (const { id } of candidates) {
    await leave();
    const project = await kernel.request('openProject', { id });
    if (looksUntouched(example, project.files) && (await holds(kernel, id, example))) return project;
  }
  if (candidates.length > 0 && openId !== undefined) await kernel.request('openProject', { id: openId });
  return undefined;
}

/** Whether the kernel's open project has exactly the example's text. */
async function holds(kernel: Kernel, projectId: string, example: Example): Promise<boolean> {
  for (const [path, text] of example.files) {
    const bytes = await kernel.request('readFile', { projectId, path });
    if (new TextDecoder().decode(bytes) !== text) return false;
  }
  return true;
}

/** Whether the project may be the example as it was made: the same files of the same sizes. */
function looksUntouched(example: Example, files: readonly FileEntry[]): boolean {
  const encoder = new TextEncoder();
  const present = files.filter(({ kind }) => kind !== 'folder');
  return (
    present.length === example.files.size &&
    present.every(({ path, size }) => {
      const text = example.files.get(path);
      return text !== undefined && encoder.encode(text).length === size;
    })
  );
}
