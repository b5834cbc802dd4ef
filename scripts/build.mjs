// `npm run build [-- --best]`: toolchain, site, and compressed copies for servers that send them.
import path from 'node:path';
import { compressFolder, megabytes } from './lib/compress.mjs';
import { CACHE, say } from './lib/run.mjs';
import { buildSite, DIST, prepareToolchain } from './lib/site.mjs';

await prepareToolchain();
await buildSite({ willBeCompressed: true });
/** What no first visit waits for, and what takes minutes at its best. */
const LATER = /^(core-rare|sysroot-cxx)-/;
const startedAt = Date.now();
say('Compressing');
const total = await compressFolder({
  folder: DIST,
  cache: path.join(CACHE, 'compressed'),
  isBest: (name) => process.argv.includes('--best') || !LATER.test(name),
  say,
});
say(
  `${total.files} files, ${megabytes(total.bytes)}: brotli ${megabytes(total.brotli)}, gzip ${megabytes(total.gzip)}; ` +
    `${total.fresh} compressed now, the rest from the cache, in ${((Date.now() - startedAt) / 1000).toFixed(1)} s`,
);
