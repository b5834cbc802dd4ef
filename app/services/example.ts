import { DEFAULT_POLICY } from '../../runtime/policy/policy.ts';
import { DEFAULT_SETTINGS, type FileEntry, type NewProject } from '../../runtime/protocol/project.ts';

/** A program to start from, as it is offered. */
export interface ExampleSummary {
  readonly id: string;
  readonly title: string;
  readonly description: string;
}

export interface Example extends ExampleSummary {
  /** Text by path. */
  readonly files: ReadonlyMap<string, string>;
  readonly args: string;
  readonly env: string;
  /** A socket that listens here is granted; undefined: none. */
  readonly listenPort: number | undefined;
}

/** Where the examples come from. */
export interface ExampleSource {
  list(): Promise<readonly ExampleSummary[]>;
  /** undefined: there is none of that name. */
  load(id: string): Promise<Example | undefined>;
}

/** What a visitor who never was here sees. */
export const FIRST_EXAMPLE = 'hello';

export function exampleProject(example: Example, name: string): NewProject {
  const encoder = new TextEncoder();
  const paths = [...example.files.keys()];
  return {
    name,
    settings: {
      ...DEFAULT_SETTINGS,
      args: example.args,
      env: example.env,
      policy: { ...DEFAULT_POLICY, listen: example.listenPort === undefined ? [] : [{ port: example.listenPort }] },
      openFile: firstSource(paths),
    },
    files: new Map([...example.files].map(([path, text]) => [path, encoder.encode(text)])),
  };
}

/** The file to show first: the main program, else the first source, else anything. */
export function firstSource(paths: readonly string[]): string | undefined {
  return (
    paths.find((path) => /(^|\/)main\.(c|cc|cpp|cxx)$/.test(path)) ??
    paths.find((path) => /\.(c|cc|cpp|cxx)$/.test(path)) ??
    paths[0]
  );
}

/** Whether the project may be the example as it was made: the same files of the same sizes. */
export function looksUntouched(example: Example, files: readonly FileEntry[]): boolean {
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
