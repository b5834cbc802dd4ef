/** A line that begins an error or a warning, in clang's words. */
const HEAD = /^(.+?):(\d+):(\d+):(?:\{[\d:{}-]+\})?:? ?(fatal error|error|warning): (.*)$/;
const INCLUDED_FROM = /^In file included from (.+?):(\d+):$/;
const COUNT = /^\d+ (?:errors?|warnings?) /;
/** The source line that clang shows below the message, when it is a directive that refuses. */
const DIRECTIVE = /^ *\d* \| *#\s*error\b/;

/**
 * `stderr` of the compiler, in which the first #error of a header of the system is said at the #include of the project that has it.
 */
export function refusalAtInclude(stderr: string, lineOf: (path: string, line: number) => string | undefined): string {
  const lines = stderr.split('\n');
  const at = lines.findIndex((line, i) => HEAD.test(line) && DIRECTIVE.test(lines[i + 1] ?? ''));
  if (at === -1) return stderr;
  const [, file = '', line = '', , , message = ''] = HEAD.exec(lines[at] ?? '') ?? [];
  const before = lines.slice(0, at);
  let chain = before.length;
  while (chain > 0 && INCLUDED_FROM.test(before[chain - 1] ?? '')) chain--;
  const including = before
    .slice(chain)
    .map((text) => INCLUDED_FROM.exec(text))
    .findLast((match) => match?.[1]?.startsWith('/') === false);
  const end = lines.findIndex((text, i) => i > at && (HEAD.test(text) || INCLUDED_FROM.test(text) || COUNT.test(text)));
  const rest = end === -1 ? [''] : lines.slice(end);
  const said = refusal({ file, line: Number(line), message }, including, lineOf);
  if (said === undefined) return stderr;
  return [...before.slice(0, chain), said, ...rest].join('\n');
}

/** The message at the #include; undefined where the directive stands in the project itself, and is shown as it is. */
function refusal(
  directive: { readonly file: string; readonly line: number; readonly message: string },
  including: RegExpExecArray | null | undefined,
  lineOf: (path: string, line: number) => string | undefined,
): string | undefined {
  if (!directive.file.startsWith('/') || !including) return undefined;
  const [, file = '', number = ''] = including;
  const path = file.replace(/^\.\//, '');
  const text = (lineOf(path, Number(number)) ?? '').replace(/\r$/, '');
  const length = new TextEncoder().encode(text).length;
  const start = text.length - text.trimStart().length + 1;
  return [
    `${file}:${number}:${start}:{${number}:${start}-${number}:${length + 1}}: error: ${unquoted(directive.message)}`,
    `${number.padStart(5)} | ${text}`,
    `${' '.repeat(5)} | ${' '.repeat(start - 1)}^${'~'.repeat(Math.max(0, text.length - start))}`,
  ].join('\n');
}

/** What stands after #error is often one string literal. */
function unquoted(message: string): string {
  const text = /^"(.*)"$/.exec(message.trim())?.[1];
  return text === undefined ? message : text.replace(/\\(?=["\\])/g, '');
}
