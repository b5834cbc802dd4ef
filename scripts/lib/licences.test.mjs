import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { licenceTable, withLicenceTable } from './licences.mjs';
import { ROOT } from './run.mjs';

const read = (...names) => readFileSync(path.join(ROOT, ...names), 'utf8');

describe('the list of licences', () => {
  it('is what package-lock.json says; `npm run licences` writes it anew', () => {
    const document = read('docs', 'licences.md');
    expect(document).toBe(withLicenceTable(document, JSON.parse(read('package-lock.json'))));
  });

  it('lists what the page is made from, nested packages too, and nothing that only builds or tests', () => {
    const packages = {
      '': { version: '1.0.0' },
      'node_modules/react': { version: '19.0.0', license: 'MIT' },
      'node_modules/react/node_modules/inner': { version: '2.0.0', license: '(MIT OR ISC)' },
      'node_modules/vitest': { version: '4.0.0', license: 'MIT', dev: true },
    };
    expect(licenceTable({ packages }).split('\n').slice(2)).toEqual([
      '| react | 19.0.0 | MIT |',
      '| inner | 2.0.0 | MIT OR ISC |',
    ]);
  });
});
