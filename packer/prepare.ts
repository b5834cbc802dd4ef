// `npm run prepare-toolchain`: makes public/toolchain/ from the installed compiler package.
import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Manifest } from '../runtime/toolchain/manifest.ts';
import { findAdapterPackage, makeAdapters } from './adapter-step.ts';
import { makeAdditions } from './additions.ts';
import { clangVersion, findCompilerPackage, readCore, readSysroot } from './compiler-package.ts';
import { cutCore } from './cut-core.ts';
import { fingerprint } from './fingerprint.ts';
import { makeImages } from './images.ts';
import { makePlans } from './plan-step.ts';
import { readProfiles } from './profile/profile.ts';
import { publish, published } from './publish.ts';
import { growInSteps } from './sbrk.ts';
import { readSections } from './wasm/sections.ts';

const ROOT = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const TARGET = path.join(ROOT, 'public', 'toolchain');
// In the project, not in the system's temporary folder: a rename must not cross file systems.
const SCRATCH = path.join(ROOT, '.cache');

await main();

async function main(): Promise<void> {
  const startedAt = process.hrtime.bigint();
  const found = await findCompilerPackage();
  const adapterPackage = await findAdapterPackage();
  const inputs = await fingerprint(ROOT, `${found.name}@${found.version} adapter@${adapterPackage?.version ?? 'none'}`);
  const current = await published(TARGET, inputs);
  if (current !== undefined) {
    say(`up to date (${found.name} ${found.version}, clang ${current.clang})`);
    return;
  }

  say(`reading ${found.name} ${found.version}`);
  const core = await readCore(found);
  const profiles = await readProfiles(found.version, core);
  say('splitting the core');
  const { parts, counts, lateBytes } = cutCore(growInSteps(readSections(core)), profiles);
  say(`  functions: ${counts.map(({ functions, reached }) => `${functions} (${reached} reached)`).join(', ')}`);
  say(`  strings that only the last part reads: ${kb(lateBytes)}`);
  const [coreFirst, coreUsual, coreRare] = parts;
  if (!coreFirst || !coreUsual || !coreRare) throw new Error('The core was not cut into its three parts');
  const sysroot = await readSysroot(found);
  const additions = await makeAdditions({ core, sysroot, progress: say });
  say(`cutting ${sysroot.length} sysroot entries and ${additions.length} of our own into images`);
  const images = await makeImages({ package: sysroot, additions });
  for (const { reason, files, bytes } of images.leftOut) say(`  left out: ${files} files, ${kb(bytes)}: ${reason}`);

  say('asking the driver for its usual plans');
  const plans = await makePlans(core, images.c);

  say(
    adapterPackage
      ? `making components around the preview1 adapter of jco ${adapterPackage.version}`
      : 'leaving out the preview1 adapter, because @bytecodealliance/jco is not installed: run npm ci',
  );
  const adapters = adapterPackage && (await makeAdapters(adapterPackage.folder));

  await removeAbandoned();
  const manifest = await publish(TARGET, path.join(SCRATCH, `toolchain-${process.pid}`), {
    about: { package: found.name, version: found.version, clang: clangVersion(core), inputs },
    contents: { coreFirst, coreUsual, coreRare, sysrootC: images.c, sysrootCxx: images.cxx, plans },
    adapters,
  });
  report(manifest);
  say(`done in ${(Number(process.hrtime.bigint() - startedAt) / 1e9).toFixed(1)} s`);
}

/** Scratch folders of runs that were killed. One in use belongs to a process that still exists. */
async function removeAbandoned(): Promise<void> {
  for (const name of await readdir(SCRATCH).catch(() => [])) {
    const pid = /^toolchain-(\d+)/.exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number(pid)))
      await rm(path.join(SCRATCH, name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

function report(manifest: Manifest): void {
  for (const asset of Object.values(manifest.assets)) say(`  ${asset.file}  ${kb(asset.bytes)}`);
}

function kb(bytes: number): string {
  return bytes < 1e6 ? `${Math.round(bytes / 1e3)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

function say(line: string): void {
  process.stdout.write(`toolchain: ${line}\n`);
}
