// `npm run package [-- FOLDER]`: an archive of packages/wasi, ready to be installed or published, in FOLDER or here.
import { execFileSync } from 'node:child_process';
import { buildPackage, PACKAGE } from './lib/package.mjs';
import { ROOT, say } from './lib/run.mjs';

if (!(await buildPackage())) process.exit(1);
const name = execFileSync('npm', ['pack', '--silent', '--pack-destination', process.argv[2] ?? ROOT], {
  cwd: PACKAGE,
  encoding: 'utf8',
  shell: process.platform === 'win32',
});
say(`Made ${name.trim()}`);
