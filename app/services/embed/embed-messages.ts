import { err, ok, type Result } from '../../../runtime/base/result.ts';
import type { RunOutcome } from '../../../runtime/protocol/run.ts';
import { MOST } from '../../../runtime/links/linked-project.ts';
import { projectProblem } from '../../../runtime/links/paths.ts';

/** What the page around the frame may ask for. docs/embed.md says the same to its authors. */
export type FromParent =
  | { readonly type: 'hello' }
  | {
      readonly type: 'set-files';
      readonly files: ReadonlyMap<string, string>;
      readonly open: string | undefined;
      readonly args: string | undefined;
    }
  | { readonly type: 'run' }
  | { readonly type: 'stop' }
  | { readonly type: 'stdin'; readonly text: string; readonly isEnd: boolean };

/** What the frame says to it. Each message also carries `preopen: 1`. */
export type ToParent =
  | { readonly type: 'ready' }
  | { readonly type: 'running' }
  | { readonly type: 'output'; readonly text: string }
  | {
      readonly type: 'exit';
      readonly kind: RunOutcome['kind'];
      readonly code: number | undefined;
      readonly message: string;
    }
  | { readonly type: 'timings'; readonly buildMs: number; readonly runMs: number }
  | { readonly type: 'error'; readonly message: string };

/** The message that `data` is; a sentence where it claims to be one and is not; undefined where it is of another library. */
export function parseMessage(data: unknown): Result<FromParent, string> | undefined {
  if (typeof data !== 'object' || data === null) return undefined;
  const { preopen, type, ...rest } = data as Readonly<Record<string, unknown>>;
  if (preopen !== 1) return undefined;
  switch (type) {
    case 'hello':
    case 'run':
    case 'stop':
      return ok({ type });
    case 'stdin': {
      const { text = '', end = false } = rest;
      return typeof text === 'string' ? ok({ type, text, isEnd: end === true }) : err('The text of stdin is not text');
    }
    case 'set-files':
      return parseFiles(rest);
    default:
      return err(`There is no message of the type ${typeof type === 'string' ? `“${type.slice(0, 40)}”` : 'it has'}`);
  }
}

function parseFiles({ files, open, args }: Readonly<Record<string, unknown>>): Result<FromParent, string> {
  if (typeof files !== 'object' || files === null) return err('The files are not an object of texts by path');
  const entries = Object.entries(files);
  if (!entries.every((entry): entry is [string, string] => typeof entry[1] === 'string'))
    return err('The files are not an object of texts by path');
  const problem = projectProblem(
    entries.map(([path]) => path),
    [],
  );
  if (problem !== undefined) return err(`The files cannot be opened: ${problem}`);
  if (entries.reduce((sum, [, text]) => sum + text.length, 0) > MOST.bytes)
    return err('The files cannot be opened: they are more than 2 MB together');
  if (open !== undefined && !entries.some(([path]) => path === open)) return err('The file to open is not one of them');
  if (args !== undefined && typeof args !== 'string') return err('The arguments are not text');
  return ok({ type: 'set-files', files: new Map(entries), open: open as string | undefined, args });
}
