// What completes a built site: the service worker learns which files there are, and the page which build it is of.
import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { POLICY } from './content-security-policy.mjs';

const ROOT = path.dirname(path.dirname(path.dirname(fileURLToPath(import.meta.url))));

/** Set by the caller that puts a `.gz` beside every file of the toolchain after `vite build`. */
export const COPIES_VARIABLE = 'PREOPEN_GZIP_COPIES';

/** No visit needs these kept: tests, what helps to find mistakes, copies for servers, the image of link previews. */
const NOT_KEPT = /conformance|^preview\.png$|\.map$|\.br$|\.gz$|^sw\.js$/;

/**
 * A plugin for Vite, after everything is written.
 * @param {{ hasGzipCopies: boolean }} options
 */
export function seal(options) {
  let folder;
  return {
    name: 'preopen:seal',
    apply: 'build',
    enforce: 'post',
    configResolved: ({ root, build }) => void (folder = path.resolve(root, build.outDir)),
    writeBundle: { order: 'post', handler: () => sealSite(folder, options) },
  };
}

/**
 * @param {string} folder the built site
 * @param {{ hasGzipCopies: boolean }} options whether every file of the toolchain will have a `.gz` beside it
 */
export async function sealSite(folder, { hasGzipCopies }) {
  const manifest = path.join(folder, 'toolchain', 'manifest.json');
  if (hasGzipCopies) {
    await writeFile(manifest, JSON.stringify({ ...JSON.parse(await readFile(manifest, 'utf8')), gzip: true }));
  }

  const all = (await filesBelow(folder)).filter((name) => !NOT_KEPT.test(name));
  const hashed = all.filter((name) => name.startsWith('assets/'));
  const named = all.filter(
    (name) => !hashed.includes(name) && name !== 'index.html' && !/^toolchain\/(?!manifest)/.test(name),
  );
  const digests = {};
  for (const name of named) digests[name] = digest(await readFile(path.join(folder, name)));

  const page = path.join(folder, 'index.html');
  const html = await readFile(page, 'utf8');
  const id = digest(JSON.stringify([hashed, digests, html])).slice(0, 8);
  await writeFile(page, html.replace('</title>', `</title>\n    <meta name="preopen-build" content="${id}" />`));

  await buildServiceWorker(folder, { build: id, hashed, named: digests, policy: POLICY });
}

/** By itself: a service worker cannot share code with the page, since in some browsers it may import none. */
async function buildServiceWorker(folder, files) {
  // Imported only now: who only asks for the variable's name may have nothing installed.
  const { build } = await import('vite');
  await build({
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    define: { __SITE_FILES__: JSON.stringify(files) },
    build: {
      outDir: folder,
      emptyOutDir: false,
      target: 'es2022',
      reportCompressedSize: false,
      rolldownOptions: {
        input: path.join(ROOT, 'runtime', 'worker', 'service', 'service.worker.ts'),
        // It governs what lies beside it, under a name that never changes.
        output: { format: 'iife', entryFileNames: 'sw.js' },
      },
    },
  });
}

async function filesBelow(folder) {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .sort();
}

function digest(bytes) {
  return createHash('sha256').update(bytes).digest('hex').slice(0, 16);
}
