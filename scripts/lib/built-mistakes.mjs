// The pages about mistakes at run time, as the page loads them: taken from the document that the tests write.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { sourceOf } from './built-lessons.mjs';
import { ROOT } from './run.mjs';

/** What the page imports. */
const MODULE = 'virtual:mistakes';

/** A plugin for Vite: the module `virtual:mistakes` exports the parts of docs/run-time-mistakes.md by the kind of mistake. */
export function builtMistakes(file = path.join(ROOT, 'docs', 'run-time-mistakes.md')) {
  return {
    name: 'preopen:mistakes',
    resolveId: (id) => (id === MODULE ? `\0${MODULE}` : undefined),
    load(id) {
      if (id !== `\0${MODULE}`) return undefined;
      this.addWatchFile(file);
      return `export default ${sourceOf(mistakesIn(readFileSync(file, 'utf8')))};`;
    },
  };
}

/** @param {string} text */
export function mistakesIn(text) {
  const parts = text.split(/^## /m).slice(1);
  return new Map(
    parts.map((part) => {
      const [, title, kind] = /^(.+) \(`([\w-]+)`\)\n/.exec(part) ?? [];
      const flags = /^With the flags `(.+)`:$/m.exec(part)?.[1] ?? '';
      const [, language, source] = /^```(c|cpp)\n(.*?)^```$/ms.exec(part) ?? [];
      const [, said] = /^```text\n(.*?)\n```$/ms.exec(part) ?? [];
      if (kind === undefined || source === undefined || said === undefined)
        throw new Error(
          `docs/run-time-mistakes.md has a part that cannot be read, which begins with: ${part.slice(0, 60)}`,
        );
      return [kind, { title, flags, file: `main.${language}`, source, said }];
    }),
  );
}
