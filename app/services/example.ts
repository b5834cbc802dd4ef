import { DEFAULT_SETTINGS, type FileEntry, type NewProject } from '../../runtime/protocol/project.ts';

/** A program to start from. */
export interface Example {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** Text by path; the first C file is opened. */
  readonly files: Readonly<Record<string, string>>;
  readonly args: string;
  readonly env: string;
}

/** Where the examples come from; they are fetched when first asked for. */
export type ExampleSource = () => Promise<readonly Example[]>;

/** What a visitor who never was here sees. */
export const FIRST_EXAMPLE = 'hello';

export function exampleProject(example: Example, name: string): NewProject {
  const encoder = new TextEncoder();
  const paths = Object.keys(example.files);
  return {
    name,
    settings: { ...DEFAULT_SETTINGS, args: example.args, env: example.env, openFile: firstSource(paths) },
    files: new Map(Object.entries(example.files).map(([path, text]) => [path, encoder.encode(text)])),
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
    present.length === Object.keys(example.files).length &&
    present.every(({ path, size }) => {
      const text = example.files[path];
      return text !== undefined && encoder.encode(text).length === size;
    })
  );
}
