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
  /** The figures are also written into the page about performance. */
  readonly isForDocs: boolean;
  /** Results of earlier runs, which are shown instead of measuring. */
  readonly from: readonly string[];
  readonly browsers: readonly BrowserName[];
  /** The built site. */
  readonly site: string;
}

export const USAGE = `Usage: npm run bench -- [options]

  --only NAME         one group of figures; may be given again
  --browser NAME      chromium or firefox; may be given again (default: both)
  --quick             fewer repetitions and smaller amounts
  --json              print JSON instead of a table
  --docs              write the figures into docs/performance.md as well
  --from FILE         show results of earlier runs instead of measuring; may be given again
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
      docs: { type: 'boolean', default: false },
      from: { type: 'string', multiple: true, default: [] },
      site: { type: 'string', default: DIST },
    },
  });
  return {
    only: values.only,
    isQuick: values.quick,
    isJson: values.json,
    isForDocs: values.docs,
    from: values.from,
    browsers: values.browser.map(browserNamed),
    site: path.resolve(values.site),
  };
}

function browserNamed(name: string): BrowserName {
  if (name === 'chromium' || name === 'firefox') return name;
  throw new Error(`There is no browser "${name}"; there are chromium and firefox`);
}
