import * as v from 'valibot';
import { parseWith } from '../../../runtime/base/schema-problem.ts';
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

const NO_TEXTS = 'The files are not an object of texts by path';

/** A file may have any name, `constructor` too, which a schema of an object would leave out. */
const files = v.pipe(
  v.optional(v.unknown(), null),
  v.custom<object>((value) => typeof value === 'object' && value !== null, NO_TEXTS),
  v.transform((value): unknown => Object.entries(value)),
  v.array(v.tuple([v.string(), v.string(NO_TEXTS)])),
  v.rawCheck(({ dataset, addIssue }) => {
    const problem = dataset.typed ? filesProblem(dataset.value) : undefined;
    if (problem !== undefined) addIssue({ message: `The files cannot be opened: ${problem}` });
  }),
  v.transform((entries) => new Map(entries)),
);

const FROM_PARENT = v.variant(
  'type',
  [
    v.object({ type: v.picklist(['hello', 'run', 'stop']) }),
    v.pipe(
      v.object({
        type: v.literal('stdin'),
        text: v.optional(v.string('The text of stdin is not text'), ''),
        end: v.optional(v.unknown()),
      }),
      v.transform(({ type, text, end }) => ({ type, text, isEnd: end === true })),
    ),
    v.pipe(
      v.object({
        type: v.literal('set-files'),
        files,
        open: v.optional(v.unknown()),
        args: v.optional(v.string('The arguments are not text'), undefined),
      }),
      v.check(
        ({ files, open }) => open === undefined || (typeof open === 'string' && files.has(open)),
        'The file to open is not one of them',
      ),
      v.transform(({ type, files, open, args }) => ({ type, files, open: open as string | undefined, args })),
    ),
  ],
  ({ input }) => {
    const type: unknown = typeof input === 'object' && input !== null && 'type' in input ? input.type : input;
    return `There is no message of the type ${typeof type === 'string' ? `“${type.slice(0, 40)}”` : 'it has'}`;
  },
);

/** The message that `data` is; a sentence where it claims to be one and is not; undefined where it is of another library. */
export function parseMessage(data: unknown): Result<FromParent, string> | undefined {
  if (!v.is(v.object({ preopen: v.literal(1) }), data)) return undefined;
  const parsed = parseWith(FROM_PARENT, data, 'the message');
  return parsed.ok ? ok(parsed.value as FromParent) : err(parsed.error.message);
}

function filesProblem(entries: readonly (readonly [path: string, text: string])[]): string | undefined {
  const problem = projectProblem(
    entries.map(([path]) => path),
    [],
  );
  if (problem !== undefined) return problem;
  const size = entries.reduce((sum, [, text]) => sum + text.length, 0);
  return size > MOST.bytes ? 'they are more than 2 MB together' : undefined;
}
