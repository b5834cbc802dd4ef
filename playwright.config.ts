import { chromium, defineConfig, firefox } from '@playwright/test';
import { candidates, choiceVariable, launchOptions } from './scripts/lib/browsers.mjs';

const PORT = Number(process.env['PREOPEN_E2E_PORT'] ?? 4173);
const isCi = process.env['CI'] !== undefined;

/** What `npm test` found to work; otherwise the first that exists, or Playwright's own, which then says how to get it. */
function choose(name: 'chromium' | 'firefox') {
  const told = process.env[choiceVariable(name)];
  if (told !== undefined) return launchOptions(name, told === 'own' ? undefined : told);
  const own = (name === 'chromium' ? chromium : firefox).executablePath();
  return launchOptions(name, candidates(name, own)[0]);
}

const firefoxLaunch = choose('firefox');

export default defineConfig({
  testDir: 'e2e',
  // These have a driver of their own.
  testIgnore: 'webkit/**',
  // The longest walk through several runs; on a busy machine each of them takes seconds.
  timeout: 120_000,
  // On a machine that compiles in every worker, the page may come late; only a failure takes this long.
  expect: { timeout: 30_000 },
  // Each test compiles C, which takes a core.
  workers: 2,
  retries: isCi ? 1 : 0,
  forbidOnly: isCi,
  reporter: [['list'], ['json', { outputFile: 'test-results/e2e.json' }]],
  // An action on what can never be acted on (a disabled button) must not use up the whole time of a test.
  // Traces of all tests take two fifths of their time: one that failed leaves its trace at the second try, or with `--trace on`.
  use: { baseURL: `http://127.0.0.1:${PORT}`, trace: 'on-first-retry', actionTimeout: 60_000 },
  // The built site over the real static server: what visitors get, headers included.
  webServer: {
    command: `node scripts/serve.mjs --port ${PORT}`,
    url: `http://127.0.0.1:${PORT}`,
    reuseExistingServer: !isCi,
  },
  projects: [
    { name: 'chromium', use: { browserName: 'chromium', launchOptions: choose('chromium') } },
    {
      name: 'firefox',
      use: {
        browserName: 'firefox',
        ...('channel' in firefoxLaunch ? { channel: firefoxLaunch.channel } : {}),
        launchOptions: firefoxLaunch,
      },
    },
  ],
});
