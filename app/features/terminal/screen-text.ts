/** As much of xterm's buffer as is needed. */
interface Lines {
  readonly length: number;
  getLine(y: number): { readonly isWrapped: boolean; translateToString(trimRight: boolean): string } | undefined;
}

/** Everything the terminal holds, with lines that were too wide put together again. */
export function screenText(buffer: Lines): string {
  const lines: string[] = [];
  for (let y = 0; y < buffer.length; y += 1) {
    const line = buffer.getLine(y);
    if (!line) continue;
    const isContinued = buffer.getLine(y + 1)?.isWrapped ?? false;
    const text = line.translateToString(!isContinued);
    if (line.isWrapped) lines.push((lines.pop() ?? '') + text);
    else lines.push(text);
  }
  return lines.join('\n').trimEnd();
}
