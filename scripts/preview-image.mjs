// `npm run preview-image`: draws docs/preview.svg as public/preview.png, which previews of a link to the site show.
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { chromium } from 'playwright';
import { candidates, launchOptions } from './lib/browsers.mjs';
import { ROOT } from './lib/run.mjs';

const svg = await readFile(path.join(ROOT, 'docs', 'preview.svg'), 'utf8');
const browser = await chromium.launch(launchOptions('chromium', candidates('chromium', chromium.executablePath())[0]));
const page = await browser.newPage({ viewport: { width: 1200, height: 630 } });
await page.setContent(`<style>body { margin: 0 } svg { display: block }</style>${svg}`);
await writeFile(path.join(ROOT, 'public', 'preview.png'), await page.screenshot());
await browser.close();
