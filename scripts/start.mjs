// `npm start [-- --port N]`: from a fresh checkout to a running site, doing only what is still to be done.
import { ensureInstalled } from './lib/install.mjs';
import { say } from './lib/run.mjs';
import { buildSiteIfNeeded, DIST, prepareToolchain } from './lib/site.mjs';

await ensureInstalled();
await prepareToolchain();
// Without compressed copies: from this machine to itself they would cost more time than they save.
await buildSiteIfNeeded();

// Imported only now: it needs a package, which a moment ago may not have been there.
const { listen, portFrom, staticServer } = await import('./lib/static-server.mjs');
const asked = portFrom(process.argv);
try {
  const port = await listen(staticServer(DIST), asked ?? 5173, { orNext: asked === undefined });
  say(`\n  Preopen is running: http://127.0.0.1:${port}/\n  Stop it with Ctrl-C\n`);
} catch (error) {
  say(`Cannot serve on port ${asked}: ${error.code === 'EADDRINUSE' ? 'it is in use' : error.message}`);
  process.exit(1);
}
