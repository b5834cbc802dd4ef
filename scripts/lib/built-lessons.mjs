// The lessons as the page loads them: parsed and checked, with their Markdown drawn, so that no visit carries the parsers.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseLesson } from '../../runtime/lessons/parse-lesson.ts';
import { htmlOf } from './markdown.mjs';
import { ROOT } from './run.mjs';

/** What the page imports. */
const MODULE = 'virtual:lessons';

/** A plugin for Vite: the module `virtual:lessons` exports the lessons of `folder`, in their order. A lesson that is wrong fails the build. */
export function builtLessons(folder = path.join(ROOT, 'lessons')) {
  return {
    name: 'preopen:lessons',
    resolveId: (id) => (id === MODULE ? `\0${MODULE}` : undefined),
    load(id) {
      if (id !== `\0${MODULE}`) return undefined;
      const lessons = readdirSync(folder, { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map(({ name }) => name)
        .sort()
        .map((name) => lessonIn(path.join(folder, name), (file) => this.addWatchFile(file)));
      return `export default ${sourceOf(lessons)};`;
    },
  };
}

/**
 * @param {string} folder
 * @param {(file: string) => void} watch
 */
export function lessonIn(folder, watch = () => undefined) {
  const texts = new Map();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = path.join(entry.parentPath, entry.name);
    watch(file);
    texts.set(path.relative(folder, file).split(path.sep).join('/'), readFileSync(file, 'utf8'));
  }
  const lesson = parseLesson(path.basename(folder), texts);
  if (!lesson.ok) throw new Error(`Lesson ${path.basename(folder)}, ${lesson.error.file}: ${lesson.error.message}`);
  const { steps, prediction } = lesson.value;
  return {
    ...lesson.value,
    steps: steps.map((step) => ({ ...step, text: htmlOf(step.text) })),
    prediction: prediction && { ...prediction, because: htmlOf(prediction.because) },
  };
}

/** JavaScript for a value of records, lists, maps, regular expressions and what JSON knows. */
export function sourceOf(value) {
  if (value instanceof Map) return `new Map(${sourceOf([...value])})`;
  if (value instanceof RegExp) return String(value);
  if (Array.isArray(value)) return `[${value.map(sourceOf).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'undefined';
  return `{${Object.entries(value)
    .map(([name, entry]) => `${JSON.stringify(name)}:${sourceOf(entry)}`)
    .join(',')}}`;
}
