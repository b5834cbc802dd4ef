import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { ROOT } from './run.mjs';
import { tags } from './share-tags.mjs';

it('names the image relative to the page, and whole where the address is known', () => {
  expect(tags(undefined)).toContain('property="og:image" content="./preview.png"');
  expect(tags(undefined)).not.toContain('og:url');
  const known = tags('https://example.org/preopen/');
  expect(known).toContain('property="og:image" content="https://example.org/preopen/preview.png"');
  expect(known).toContain('property="og:url" content="https://example.org/preopen/"');
  expect(known).toContain('name="twitter:card" content="summary_large_image"');
});

it('says the size that the image has', () => {
  const png = readFileSync(path.join(ROOT, 'public', 'preview.png'));
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1200, 630]);
  expect(png.length).toBeLessThan(100_000);
});
