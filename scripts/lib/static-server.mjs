import { createServer } from 'node:http';
import sirv from 'sirv';
import { policyHeader } from './content-security-policy.mjs';

const HEADERS = {
  // Isolation, which is what gives the page SharedArrayBuffer.
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  // Everything here is public, and a page that embeds us may demand this of what it frames.
  'Cross-Origin-Resource-Policy': 'cross-origin',
  'X-Content-Type-Options': 'nosniff',
};

/** Vite hashes what it puts into assets/, and the toolchain's files carry the start of their digest. */
const HASHED = /^\/assets\/|^\/toolchain\/[\w-]+-[0-9a-f]{8}\.\w+$/;

/**
 * Serves `folder`, sending the `.br` or `.gz` beside a file to clients that accept it.
 * Files are looked up at each request, so that a rebuild needs no restart. `isOurs: false` leaves our
 * Content-Security-Policy out, which another project's page could not live under.
 */
export function staticServer(folder, { isOurs = true } = {}) {
  const serve = sirv(folder, {
    dev: true,
    etag: true,
    brotli: true,
    gzip: true,
    setHeaders(response, pathname) {
      response.setHeader('Cache-Control', HASHED.test(pathname) ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  return createServer((request, response) => {
    for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
    if (isOurs) response.setHeader('Content-Security-Policy', policyHeader(/\?.*/.exec(request.url)?.[0] ?? ''));
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { Allow: 'GET, HEAD' }).end();
      return;
    }
    serve(request, response, () => {
      response.writeHead(404, { 'Content-Type': 'text/plain; charset=utf-8' }).end('Not found\n');
    });
  });
}

/**
 * Listens on `port`, or with `orNext` on the first free one after it.
 * @returns {Promise<number>} the port
 */
export function listen(server, port, { orNext = false } = {}) {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => {
      if (orNext && error.code === 'EADDRINUSE' && port < 65535) resolve(listen(server, port + 1, { orNext }));
      else reject(error);
    });
    server.listen(port, '127.0.0.1', () => {
      server.removeAllListeners('error');
      resolve(server.address().port);
    });
  });
}

/** `--port 8080` or `--port=8080`; undefined where it is not given. Exits on anything that is no port. */
export function portFrom(args) {
  const at = args.findIndex((arg) => arg === '--port' || arg.startsWith('--port='));
  if (at < 0) return undefined;
  const text = args[at].includes('=') ? args[at].slice('--port='.length) : args[at + 1];
  const port = Number(text);
  if (/^\d+$/.test(text ?? '') && port <= 65535) return port;
  process.stderr.write(`--port needs a number from 0 to 65535, not "${text ?? ''}"\n`);
  process.exit(2);
}
