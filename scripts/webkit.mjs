// `npm run test:webkit`: the tests in WebKit alone, against the site as it was built last.
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { ROOT, say } from './lib/run.mjs';
import { ensureWebkit, runInWebkit } from './lib/webkit.mjs';

const why = await ensureWebkit();
if (why !== undefined) {
  say(why);
  process.exit(1);
}
const results = path.join(ROOT, 'test-results');
await mkdir(results, { recursive: true });
process.exitCode = await runInWebkit(path.join(results, 'webkit.json'));
