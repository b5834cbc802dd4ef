// What a page of the site may load and run, said once: for the pages, the static server and the service worker.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from './run.mjs';

const INLINE = /<script>([^]*?)<\/script>/g;

/** The one inline script: a frame without an origin of its own may load no other, and the script says so there. */
const notes = inlineHashes(readFileSync(path.join(ROOT, 'index.html'), 'utf8'));

/**
 * Frames, plugins, manifests and all else that is not named fall back to `default-src`. Styles may be inline: Monaco
 * writes its lines as HTML with `style` attributes, and xterm makes a sheet for each terminal.
 */
export const POLICY = [
  "default-src 'none'",
  `script-src 'self' 'wasm-unsafe-eval' ${notes.join(' ')}`,
  "worker-src 'self'",
  "connect-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** What a page cannot say of itself: `?embed` is for frames of any site, and the rest for none but our own. */
export const NOT_FRAMED = "frame-ancestors 'self'";

/** The header's value for an answer to `query`, which begins with `?` or is empty. */
export function policyHeader(query) {
  return new URLSearchParams(query).has('embed') ? POLICY : `${POLICY}; ${NOT_FRAMED}`;
}

/**
 * A plugin for Vite: every page that is built carries the policy, before anything that it governs. Not while developing,
 * where Vite's own scripts are inline.
 */
export function contentSecurityPolicy() {
  return {
    name: 'preopen:content-security-policy',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (html, { filename }) => {
        const unknown = inlineHashes(html).filter((hash) => !POLICY.includes(hash));
        if (unknown.length > 0) throw new Error(`${filename} has an inline script that its own policy would refuse`);
        const attrs = { 'http-equiv': 'Content-Security-Policy', content: POLICY };
        return [{ tag: 'meta', attrs, injectTo: 'head-prepend' }];
      },
    },
  };
}

function inlineHashes(html) {
  return [...html.matchAll(INLINE)].map(
    ([, script]) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`,
  );
}
