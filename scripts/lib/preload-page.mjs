// The page's first script starts the kernel and then asks for the rest, which the browser shall not learn only then.

/**
 * A plugin for Vite: the page names the chunk of `module`, and everything that comes before it runs.
 * @param {string} page the HTML file it is for
 * @param {string} module the end of a module's path
 */
export function preloadPage(page, module) {
  return {
    name: 'preopen:preload-page',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (_html, { filename, bundle }) => {
        if (!filename.endsWith(page)) return [];
        const chunks = Object.values(bundle).filter(({ type }) => type === 'chunk');
        const entry = chunks.find(({ facadeModuleId }) => facadeModuleId?.endsWith(page));
        const behind = chunks.find(({ facadeModuleId }) => facadeModuleId?.endsWith(module));
        if (!entry || !behind) throw new Error(`No chunk is made of ${module}`);
        const scripts = new Set([entry.fileName, behind.fileName]);
        // A set also visits what is added to it meanwhile.
        for (const script of scripts) for (const file of bundle[script]?.imports ?? []) scripts.add(file);
        scripts.delete(entry.fileName);
        if (chunks.some(({ imports }) => imports.includes(entry.fileName)))
          throw new Error(`${entry.fileName} is imported, and would run again on other pages`);
        const styles = new Set([...scripts].flatMap((file) => [...(bundle[file].viteMetadata?.importedCss ?? [])]));
        return [
          ...[...scripts].map((file) => link({ rel: 'modulepreload', href: `./${file}` })),
          ...[...styles].map((file) => link({ rel: 'stylesheet', href: `./${file}` })),
        ];
      },
    },
  };
}

/** Known to be from this site: `crossorigin` as the scripts themselves have it, or it would be fetched twice. */
function link(attributes) {
  return { tag: 'link', attrs: { ...attributes, crossorigin: true }, injectTo: 'head' };
}
