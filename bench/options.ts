import path from 'node:path';
import { parseArgs } from 'node:util';
import type { BrowserName } from '../scripts/lib/browsers.mjs';
import { DIST } from '../scripts/lib/site.mjs';

export interface Options {
  /** Names of groups; empty: all of them. */
  readonly only: readonly string[];
  /** Fewer repetitions and smaller amounts: figures to develop by, not to quote. */
  readonly isQuick: boolean;
  readonly isJson: boolean;
  readonly browsers: readonly BrowserName[];
  /** The built site. */
  readonly site: string;
}

export const USAGE = `Usage: npm run bench -- [options]

  --only NAME         one group of figures; may be given again
  --browser NAME      chromium or firefox; may be given again (default: both)
  --quick             fewer repetitions and smaller amounts
  --json              print JSON instead of a table
  --site FOLDER       the built site (default: dist)
`;

/** Throws a sentence when an option makes no sense. */
export function parseOptions(argv: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      only: { type: 'string', multiple: true, default: [] },
      browser: { type: 'string', multiple: true, default: ['chromium', 'firefox'] },
      quick: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      site: { type: 'string', default: DIST },
    },
  });
  return {
    only: values.only,
    isQuick: values.quick,
    isJson: values.json,
    browsers: values.browser.map(browserNamed),
    site: path.resolve(values.site),
  };
}

function browserNamed(name: string): BrowserName {
  if (name === 'chromium' || name === 'firefox') return name;
  throw new Error(`There is no browser "${name}"; there are chromium and firefox`);
}
