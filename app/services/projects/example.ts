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

/** The file to show first: the main program, else the first source, else anything. */
export function firstSource(paths: readonly string[]): string | undefined {
  return (
    paths.find((path) => /(^|\/)main\.(c|cc|cpp|cxx)$/.test(path)) ??
    paths.find((path) => /\.(c|cc|cpp|cxx)$/.test(path)) ??
    paths[0]
  );
}
