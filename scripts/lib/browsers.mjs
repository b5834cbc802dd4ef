// Which browsers the end-to-end tests drive. Read by playwright.config.ts and by scripts/test.mjs.
import { existsSync } from 'node:fs';

const CHROMIUM_ARGS = [
  '--no-sandbox', // Containers run as root, where Chromium refuses to start without it.
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** @type {Record<BrowserName, readonly string[]>} */
const SYSTEM = {
  chromium: [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/usr/bin/google-chrome-stable',
  ],
  firefox: ['/usr/bin/firefox-esr', '/usr/bin/firefox'],
};

/** @typedef {'chromium' | 'firefox'} BrowserName */
export const BROWSERS = /** @type {const} */ (['chromium', 'firefox']);

/** The variable by which `npm test` tells playwright.config.ts what it found to work. */
export function choiceVariable(name) {
  return `PREOPEN_${name.toUpperCase()}`;
}

/**
 * Ways to start a browser, best first: Playwright's own build, then what the system has. An
 * `undefined` path stands for Playwright's own.
 *
 * @param {BrowserName} name
 * @param {string} own where Playwright would put its own build
 * @returns {readonly (string | undefined)[]}
 */
export function candidates(name, own) {
  return [...(existsSync(own) ? [undefined] : []), ...SYSTEM[name].filter((file) => existsSync(file))];
}

/**
 * Launch options for a candidate. Firefox as distributions ship it speaks WebDriver BiDi, which
 * Playwright uses when told the channel.
 *
 * @param {BrowserName} name
 * @param {string | undefined} executablePath
 */
export function launchOptions(name, executablePath) {
  return {
    ...(executablePath === undefined ? {} : { executablePath }),
    ...(name === 'chromium' ? { args: CHROMIUM_ARGS } : {}),
    ...(name === 'firefox' && executablePath !== undefined ? { channel: 'moz-firefox' } : {}),
  };
}
