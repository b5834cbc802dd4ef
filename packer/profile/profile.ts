import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib';

/** Which of a core's functions, or of their blocks, some programs need: one byte for each. */
export type Profile = Uint8Array;

/** The functions that a first visitor's program needs, those of everyday C, and the blocks that either was seen to need. */
export type ProfileName = 'first' | 'usual' | 'blocks';

const FOLDER = path.dirname(fileURLToPath(import.meta.url));
const WIDTH = 100;

/** Reads the profile made for exactly this core; numbers mean nothing in another. */
export async function readProfile(version: string, name: ProfileName, core: Uint8Array): Promise<Profile> {
  const text = await readFile(fileOf(version, name), 'utf8').catch(() => undefined);
  if (text === undefined)
    throw new Error(`There is no ${name} profile for ${version} yet: run "npm run profile-toolchain"`);
  return parseProfile(text, sha256(core));
}

export async function readProfiles(version: string, core: Uint8Array): Promise<Readonly<Record<ProfileName, Profile>>> {
  return {
    first: await readProfile(version, 'first', core),
    usual: await readProfile(version, 'usual', core),
    blocks: await readProfile(version, 'blocks', core),
  };
}

/** Returns the name of the file that was written. */
export async function writeProfile(
  version: string,
  name: ProfileName,
  core: Uint8Array,
  profile: Profile,
): Promise<string> {
  await writeFile(fileOf(version, name), formatProfile(profile, sha256(core)));
  return path.basename(fileOf(version, name));
}

/** Text, so that it travels through everything that handles sources: a heading, then a bit set in base64. */
export function formatProfile(profile: Profile, coreSha256: string): string {
  const bits = new Uint8Array(Math.ceil(profile.length / 8));
  profile.forEach((isHot, i) => {
    if (isHot !== 0) bits[i >> 3] = (bits[i >> 3] ?? 0) | (1 << (i & 7));
  });
  const body =
    brotliCompressSync(bits)
      .toString('base64')
      .match(new RegExp(`.{1,${WIDTH}}`, 'g')) ?? [];
  const hot = profile.filter((isHot) => isHot !== 0).length;
  return [`core ${coreSha256}`, `entries ${profile.length}`, `hot ${hot}`, ...body, ''].join('\n');
}

export function parseProfile(text: string, coreSha256: string): Profile {
  const [core, entries, hot, ...body] = text.trimEnd().split('\n');
  if (core !== `core ${coreSha256}`) {
    throw new Error('The profile was made from another core: run "npm run profile-toolchain"');
  }
  const count = Number(/^entries (\d+)$/.exec(entries ?? '')?.[1]);
  const bits = brotliDecompressSync(Buffer.from(body.join(''), 'base64'));
  const profile = new Uint8Array(count);
  for (let i = 0; i < count; i++) profile[i] = ((bits[i >> 3] ?? 0) >> (i & 7)) & 1;
  if (hot !== `hot ${profile.filter((isHot) => isHot !== 0).length}`) {
    throw new Error('The profile is damaged: it does not hold as many marks as it says');
  }
  return profile;
}

function fileOf(version: string, name: ProfileName): string {
  return path.join(FOLDER, `${version}.${name}.profile`);
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
