// `npm run licences`: writes the packages of package-lock.json into docs/licences.md.
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { withLicenceTable } from './lib/licences.mjs';
import { ROOT } from './lib/run.mjs';

const file = path.join(ROOT, 'docs', 'licences.md');
const lock = JSON.parse(await readFile(path.join(ROOT, 'package-lock.json'), 'utf8'));
await writeFile(file, withLicenceTable(await readFile(file, 'utf8'), lock));
