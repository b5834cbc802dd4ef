import type { ExampleSource } from '../../services/example.ts';

/** The catalogue and its programs, each fetched when first asked for. */
export const exampleSource: ExampleSource = {
  async list() {
    const { EXAMPLES } = await import('./catalogue.ts');
    return EXAMPLES;
  },
  async load(id) {
    const { EXAMPLES, loadExample, envText, quoteWords } = await import('./catalogue.ts');
    const entry = EXAMPLES.find((known) => known.id === id);
    if (!entry) return undefined;
    return {
      id,
      title: entry.title,
      description: entry.description,
      files: await loadExample(entry.id),
      args: quoteWords('args' in entry ? entry.args : []),
      env: envText('env' in entry ? entry.env : {}),
      listenPort: 'listenPort' in entry ? entry.listenPort : undefined,
    };
  },
};
