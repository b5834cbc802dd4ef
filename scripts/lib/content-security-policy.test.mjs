import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { contentSecurityPolicy, NOT_FRAMED, POLICY } from './content-security-policy.mjs';
import { ROOT } from './run.mjs';

it('is what the README tells hosts to send', async () => {
  expect(await readFile(path.join(ROOT, 'README.md'), 'utf8')).toContain(
    `Content-Security-Policy: ${POLICY}; ${NOT_FRAMED}`,
  );
});

it('stands in every page before anything else', () => {
  const { handler } = contentSecurityPolicy().transformIndexHtml;
  expect(handler('<script type="module" src="x.js"></script>', { filename: 'index.html' })).toEqual([
    { tag: 'meta', attrs: { 'http-equiv': 'Content-Security-Policy', content: POLICY }, injectTo: 'head-prepend' },
  ]);
});

it('fails the build of a page whose inline script it would refuse', () => {
  const { handler } = contentSecurityPolicy().transformIndexHtml;
  expect(() => handler('<script>run();</script>', { filename: 'other.html' })).toThrow('other.html');
});
