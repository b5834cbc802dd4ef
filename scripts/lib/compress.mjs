import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { copyFile, mkdir, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { constants, createBrotliCompress, createGzip } from 'node:zlib';

const COMPRESSIBLE = /\.(js|mjs|css|html|json|webmanifest|wasm|tar|svg|txt|ttf)$/;
/** zlib uses threads, and two at a time keep a small machine usable. */
const JOBS = 2;
/** Files this large get lines of progress of their own. */
const LARGE = 8e6;
/** A month. */
const KEPT_MS = 30 * 24 * 60 * 60 * 1000;

/**
 * Puts `.br` and `.gz` beside every compressible file below `folder`, where they are smaller than it.
 * Results are kept in `cache` under the digest of the contents: nothing is compressed twice.
 *
 * `isBest`, of a file's name: brotli at its best, which takes ten times as long and saves a seventh.
 *
 * @param {{ folder: string, cache: string, isBest: (name: string) => boolean, say: (line: string) => void }} options
 * @returns {Promise<{ files: number, fresh: number, bytes: number, brotli: number, gzip: number }>}
 */
export async function compressFolder({ folder, cache, isBest, say }) {
  await mkdir(cache, { recursive: true });
  const queue = await compressible(folder);
  const total = { files: queue.length, fresh: 0, bytes: 0, brotli: 0, gzip: 0 };

  async function worker() {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const digest = await sha256(next.file);
      const best = isBest(path.basename(next.file));
      const encodings = [
        { kind: 'brotli', suffix: '.br', key: `${digest}.q${best ? 11 : 9}.br` },
        { kind: 'gzip', suffix: '.gz', key: `${digest}.gz` },
      ];
      total.bytes += next.size;
      for (const { kind, suffix, key } of encodings) {
        const kept = path.join(cache, key);
        if ((await sizeOf(kept)) < 0) {
          total.fresh += 1;
          await compress({ ...next, kind, kept, best, say });
        }
        await utimes(kept, new Date(), new Date());
        const size = await sizeOf(kept);
        if (size < next.size) await copyFile(kept, next.file + suffix);
        total[kind] += Math.min(size, next.size);
      }
    }
  }
  await Promise.all(Array.from({ length: JOBS }, worker));
  await forgetUnused(cache);
  return total;
}

async function forgetUnused(cache) {
  for (const name of await readdir(cache)) {
    const { mtimeMs } = await stat(path.join(cache, name));
    if (Date.now() - mtimeMs > KEPT_MS) await rm(path.join(cache, name));
  }
}

async function compress({ file, size, kind, kept, best, say }) {
  const name = path.basename(file);
  const startedAt = Date.now();
  let read = 0;
  let saidAt = startedAt;
  const source = createReadStream(file, { highWaterMark: 1 << 20 });
  source.on('data', (chunk) => {
    read += chunk.length;
    if (size < LARGE || Date.now() - saidAt < 5000) return;
    saidAt = Date.now();
    say(`  ${name} ${kind} ${Math.round((read / size) * 100)} %`);
  });
  // Renamed when whole: an interrupted run must not leave half a file under a good name.
  const partial = `${kept}.${process.pid}.partial`;
  try {
    await pipeline(source, encoder(kind, size, best), createWriteStream(partial));
    await rename(partial, kept);
  } finally {
    await rm(partial, { force: true });
  }
  if (size < LARGE) return;
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
  say(`  ${name} ${kind} ${megabytes(size)} → ${megabytes(await sizeOf(kept))} in ${seconds} s`);
}

function encoder(kind, size, best) {
  if (kind === 'gzip') return createGzip({ level: 9 });
  return createBrotliCompress({
    params: {
      [constants.BROTLI_PARAM_QUALITY]: best ? 11 : 9,
      // 16 MiB, the most that HTTP's "br" allows. (BROTLI_PARAM_LARGE_WINDOW makes a stream browsers refuse.)
      [constants.BROTLI_PARAM_LGWIN]: 24,
      [constants.BROTLI_PARAM_SIZE_HINT]: size,
    },
  });
}

/** Largest first, so that the long job does not start last. */
async function compressible(folder) {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const files = entries
    .filter((entry) => entry.isFile() && COMPRESSIBLE.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name));
  const sized = await Promise.all(files.map(async (file) => ({ file, size: await sizeOf(file) })));
  return sized.sort((a, b) => b.size - a.size);
}

async function sha256(file) {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), hash);
  return hash.digest('hex');
}

async function sizeOf(file) {
  return stat(file).then(
    (found) => found.size,
    () => -1,
  );
}

export function megabytes(bytes) {
  return `${(bytes / 1e6).toFixed(bytes < 1e6 ? 3 : 1)} MB`;
}
