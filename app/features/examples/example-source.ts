import type { ExampleSource } from '../../services/projects/example.ts';

/** The catalogue and its programs, each fetched when first asked for. */
export const exampleSource: ExampleSource = {
  list: async () => (await import('./catalogue.ts')).EXAMPLES,
  load: async (id) => (await import('./catalogue.ts')).loadExample(id),
};
