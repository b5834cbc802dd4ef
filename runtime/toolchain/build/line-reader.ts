import type { LineOf } from '../report/parse-diagnostics.ts';
import type { Tools } from '../tools/tools.ts';

/** Lines of the project's files by path and number. Reads each file once: for one report, while the files stay as they are. */
export function lineReader(tools: Tools): LineOf {
  const known = new Map<string, readonly string[]>();
  return (path, line) => {
    let lines = known.get(path);
    if (!lines) {
      const file = path.startsWith('/') ? undefined : tools.projectFile(path);
      lines = file ? new TextDecoder().decode(file.contents).split('\n') : [];
      known.set(path, lines);
    }
    return lines[line - 1];
  };
}
