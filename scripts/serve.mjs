// `npm run preview [-- --port N]`: serves dist as it is, with the headers the site needs.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { say } from './lib/run.mjs';
import { DIST } from './lib/site.mjs';
import { listen, portFrom, staticServer } from './lib/static-server.mjs';

if (!existsSync(path.join(DIST, 'index.html'))) {
  say('There is no build to serve yet: run "npm run build" first');
  process.exit(1);
}
try {
  const port = await listen(staticServer(DIST), portFrom(process.argv) ?? 4173);
  say(`Preopen: http://127.0.0.1:${port}/`);
} catch (error) {
  say(`Cannot serve dist: ${error.message}`);
  process.exit(1);
}
