// The first load: what index.html names before any code has run. The editor, the terminal's addons and
// the panels come behind it. Read from the page itself, so that a renamed or an added chunk counts too.
import { readFileSync } from 'node:fs';

const html = readFileSync('dist/index.html', 'utf8');
const paths = [...html.matchAll(/<(?:script|link)\b[^>]*?\b(?:src|href)="\.\/([^"]+\.(?:js|css))"/g)].map(
  ([, file]) => `dist/${file}`,
);

export default [{ name: 'first load', path: ['dist/index.html', ...new Set(paths)], limit: '90 kB', brotli: true }];
