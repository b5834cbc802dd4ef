import { aptInstall } from './apt.mjs';
import { BROWSERS, candidates, choiceVariable, launchOptions } from './browsers.mjs';
import { runTool, say } from './run.mjs';

const DOWNLOAD_TIMEOUT_MS = 120_000;
const PACKAGES = { chromium: 'chromium', firefox: 'firefox-esr' };

/**
 * Finds or installs the browsers, trying each by starting it: a build whose libraries are missing is
 * worth nothing. Answers the environment that tells playwright.config.ts what works, and what does not.
 *
 * @returns {Promise<{ env: Record<string, string>, missing: string[] }>}
 */
export async function ensureBrowsers() {
  const playwright = await import('@playwright/test');
  /** @type {Map<string, string>} */
  const working = new Map();
  const search = async () => {
    for (const name of BROWSERS) {
      if (!working.has(name)) await tryCandidates(playwright[name], name, working);
    }
    return BROWSERS.filter((name) => !working.has(name));
  };

  let missing = await search();
  if (missing.length > 0) {
    say(`Downloading ${missing.join(' and ')} with Playwright`);
    const status = await runTool('@playwright/test/cli.js', ['install', ...missing], {
      timeoutMs: DOWNLOAD_TIMEOUT_MS,
      // On a closed network it would otherwise wait half a minute for each of several mirrors.
      env: { PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '10000' },
    });
    if (status !== 0) say(status === 124 ? 'The download took too long' : 'The download did not work');
    missing = await search();
  }
  if (missing.length > 0) {
    await aptInstall(missing.map((name) => PACKAGES[name]));
    missing = await search();
  }
  for (const name of missing) {
    say(
      `Cannot test in ${name}: none was found, Playwright could not download one, and apt-get could not install ` +
        `${PACKAGES[name]}. Install it by hand and run the tests again`,
    );
  }
  const env = Object.fromEntries([...working].map(([name, choice]) => [choiceVariable(name), choice]));
  return { env, missing };
}

async function tryCandidates(type, name, working) {
  for (const executablePath of candidates(name, type.executablePath())) {
    try {
      const browser = await type.launch({ ...launchOptions(name, executablePath), timeout: 60_000 });
      const version = browser.version();
      await browser.close();
      say(`Testing in ${name} ${version} (${executablePath ?? "Playwright's own"})`);
      working.set(name, executablePath ?? 'own');
      return;
    } catch (error) {
      const [reason] = String(error.message).split('\n');
      say(`${executablePath ?? `Playwright's ${name}`} does not start: ${reason}`);
    }
  }
}
