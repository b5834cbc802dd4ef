// WebKit, Safari's engine, as Debian packs it: driven through WebDriver on a virtual screen.
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { aptInstall } from './apt.mjs';
import { startGuarded } from './guarded.mjs';
import { runTool, say } from './run.mjs';
import { DIST } from './site.mjs';
import { listen, staticServer } from './static-server.mjs';

const DRIVER = '/usr/bin/WebKitWebDriver';
const XVFB = '/usr/bin/Xvfb';
const LIBRARIES = '/usr/lib';
const START_TIMEOUT_MS = 30_000;

/** Finds or installs it. Answers why it cannot be had, in words, where it cannot. */
export async function ensureWebkit() {
  if (!isThere()) await aptInstall(['webkit2gtk-driver', 'xvfb']);
  if (isThere()) return undefined;
  return 'WebKit is not tested: apt-get could not install webkit2gtk-driver and xvfb here';
}

/**
 * Runs the tests of e2e/webkit against dist; the report goes to `file`. All that was started is ended.
 * @returns {Promise<number>} the status of vitest
 */
export async function runInWebkit(file) {
  const started = [];
  const server = staticServer(DIST);
  try {
    const site = `http://127.0.0.1:${await listen(server, 0)}/`;
    const screen = startGuarded(XVFB, ['-displayfd', '1', '-screen', '0', '1280x900x24', '-nolisten', 'tcp'], {
      stdio: ['pipe', 'ignore'],
    });
    started.push(screen);
    const DISPLAY = `:${await firstLine(screen.child)}`;
    const driver = async (env) => {
      const port = await freePort();
      // What WebKit prints is about itself: it calls each request that a page has cancelled a bug.
      const options = { env: { DISPLAY, ...env }, stdio: ['ignore', 'ignore'] };
      started.push(startGuarded(DRIVER, ['--host=127.0.0.1', `--port=${port}`], options));
      const url = `http://127.0.0.1:${port}`;
      await answers(`${url}/status`);
      return url;
    };
    const drivers = {
      shared: await driver({ JSC_useSharedArrayBuffer: '1' }),
      plain: await driver({ JSC_useSharedArrayBuffer: undefined }),
    };
    const config = path.join('e2e', 'webkit', 'vitest.config.ts');
    const reports = ['--reporter=verbose', '--reporter=json', `--outputFile.json=${file}`];
    return await runTool('vitest/vitest.mjs', ['run', `--config=${config}`, ...reports], {
      env: { PREOPEN_WEBKIT: JSON.stringify({ site, binary: miniBrowser(), drivers }) },
    });
  } catch (error) {
    say(`WebKit did not start: ${error.message}`);
    return 1;
  } finally {
    await Promise.all(started.map(({ end }) => end()));
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

function isThere() {
  return existsSync(DRIVER) && existsSync(XVFB) && miniBrowser() !== undefined;
}

/** It lies in the folder of its library, which is named after the machine's architecture: the newest of them. */
function miniBrowser() {
  if (!existsSync(LIBRARIES)) return undefined;
  return readdirSync(LIBRARIES)
    .flatMap((machine) => ['4.1', '4.0'].map((version) => `${LIBRARIES}/${machine}/webkit2gtk-${version}/MiniBrowser`))
    .find((file) => existsSync(file));
}

/** Listened on for a moment only: the driver takes a number and no 0. */
async function freePort() {
  const server = staticServer(DIST);
  const port = await listen(server, 0);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function firstLine(child) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('Xvfb opened no display')), START_TIMEOUT_MS);
    let text = '';
    child.stdout.on('data', (chunk) => {
      text += chunk;
      if (!text.includes('\n')) return;
      clearTimeout(timer);
      resolve(text.trim());
    });
  });
}

async function answers(url) {
  const until = Date.now() + START_TIMEOUT_MS;
  for (;;) {
    try {
      if ((await fetch(url)).ok) return;
    } catch {
      // Not yet.
    }
    if (Date.now() > until) throw new Error(`${DRIVER} does not answer`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
