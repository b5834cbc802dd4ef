// What a link to the site shows in a chat or a feed.

const TITLE = 'Preopen: C in the browser, and what it may reach';
const TEXT =
  'Write C, compile it in this tab with a real clang, run it, and see and control every file and socket it holds.';

/** Where the site will be, with its slash at the end; readers of these tags want whole addresses. */
export const SITE_VARIABLE = 'PREOPEN_SITE';

/**
 * A plugin for Vite: the page says what a preview of it shows.
 * @param {string | undefined} site the site's address; undefined: not known, and the image is named relative to the page
 */
export function shareTags(site) {
  return {
    name: 'preopen:share-tags',
    transformIndexHtml: {
      order: 'pre',
      handler: (html, { path }) =>
        path === '/index.html' ? html.replace('<title>', () => `${tags(site)}<title>`) : html,
    },
  };
}

/** @param {string | undefined} site */
export function tags(site) {
  const image = site === undefined ? './preview.png' : new URL('preview.png', site).href;
  const alt = 'A C program, its output, and a list of the files it holds with one crossed out';
  const rows = [
    ['property', 'og:type', 'website'],
    ['property', 'og:title', TITLE],
    ['property', 'og:description', TEXT],
    ['property', 'og:image', image],
    ['property', 'og:image:width', '1200'],
    ['property', 'og:image:height', '630'],
    ['property', 'og:image:alt', alt],
    ...(site === undefined ? [] : [['property', 'og:url', new URL('.', site).href]]),
    ['name', 'twitter:card', 'summary_large_image'],
  ];
  return rows.map(([kind, name, content]) => `<meta ${kind}="${name}" content="${content}" />\n    `).join('');
}
