import type { Lesson } from '../../../runtime/lessons/lesson.ts';
import { parseLesson } from '../../../runtime/lessons/parse-lesson.ts';

const TEXTS = import.meta.glob<string>('../../../lessons/*/**', { query: '?raw', import: 'default', eager: true });

/** The lessons that the page was built with, in their order. */
export function builtLessons(): readonly Lesson[] {
  const folders = new Map<string, Map<string, string>>();
  for (const [path, text] of Object.entries(TEXTS)) {
    const [, folder, file] = /^(?:\.\.\/){3}lessons\/([^/]+)\/(.+)$/.exec(path) ?? [];
    if (folder === undefined || file === undefined) continue;
    const texts = folders.get(folder) ?? new Map<string, string>();
    folders.set(folder, texts.set(file, text));
  }
  return [...folders.keys()].sort().map((folder) => {
    const lesson = parseLesson(folder, folders.get(folder) ?? new Map<string, string>());
    if (lesson.ok) return lesson.value;
    throw new Error(`Lesson ${folder}, ${lesson.error.file}: ${lesson.error.message}`);
  });
}
