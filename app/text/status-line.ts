export type Tone = 'quiet' | 'amber' | 'red';

const SGR: Readonly<Record<Tone, string>> = { quiet: '90', amber: '33', red: '31' };

/** What would do something to a terminal, except to begin a line. */
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;

/** The bytes that show one line of the page's own in the terminal. */
export function statusLine(text: string, tone: Tone): string {
  return `\x1b[0m\x1b[${SGR[tone]}m${text.replace(CONTROLS, '\ufffd').replaceAll('\n', '\r\n')}\x1b[0m\r\n`;
}

const TRAILING_ESCAPES = /(?:\x1b(?:\[[ -?]*[@-~]|[78H]))+$/;

/** Whether the cursor stands at the start of a line after `bytes`, as far as the bytes tell. */
export function endsFreshLine(bytes: Uint8Array, before: boolean): boolean {
  const tail = String.fromCharCode(...bytes.subarray(-64)).replace(TRAILING_ESCAPES, '');
  if (tail === '') return before;
  return tail.endsWith('\n') || tail.endsWith('\r');
}
