/** The lessons that the page was built with, in their order: `scripts/lib/built-lessons.mjs` makes it. */
declare module 'virtual:lessons' {
  // A declared module may not import by a relative name.
  // eslint-disable-next-line @typescript-eslint/consistent-type-imports
  const lessons: readonly import('../../../runtime/lessons/lesson.ts').Lesson[];
  export default lessons;
}
