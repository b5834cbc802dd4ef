import { closeSync, openSync, readFileSync } from 'node:fs';
import { WASI } from 'node:wasi';

/** A process of its own, started by `peers.ts`: `node-wasi.ts PROGRAM TMP STDERR [ARGUMENTS]`. Says nothing on stdout. */
const [program = '', tmp = '', errors = '', ...args] = process.argv.slice(2);
const files = { stdout: openSync('/dev/null', 'w'), stderr: openSync(errors, 'w') };
const wasi = new WASI({
  version: 'preview1',
  args: ['main', ...args],
  preopens: { '/tmp': tmp },
  returnOnExit: true,
  ...files,
});
const module = new WebAssembly.Module(new Uint8Array(readFileSync(program)));
process.exitCode = wasi.start(new WebAssembly.Instance(module, wasi.getImportObject() as WebAssembly.Imports));
closeSync(files.stdout);
closeSync(files.stderr);
