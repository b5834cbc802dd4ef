import * as v from 'valibot';
import { err, type Result } from '../base/result.ts';
import { kindOf, parseWith, quoted, wholeNumber } from '../base/schema-problem.ts';

/** What the build step prepared for the tab to fetch, and from which compiler it was made. */
export type Manifest = {
  readonly v: 1;
  /** The npm package the compiler came from, and its exact version. */
  readonly package: string;
  readonly version: string;
  /** What `clang --version` would say: shown to users, and part of every cache key. */
  readonly clang: string;
  /** Fingerprint of everything the assets were made from: equal inputs make equal assets. */
  readonly inputs: string;
  readonly assets: Readonly<Record<AssetName, Asset>> & {
    /** What makes components of programs, as `writeAdapters` wrote it. Absent: the toolchain was prepared without the adapter. */
    readonly adapters?: Asset;
  };
  /** Beside every asset lies a copy of it with `.gz` after its name, for hosts that do not compress what they send. */
  readonly gzip?: boolean;
};

/** One file beside the manifest. The name carries the start of the digest, so it may be cached without a limit. */
export type Asset = {
  readonly file: string;
  readonly bytes: number;
  /** Lower-case hex, 64 digits. */
  readonly sha256: string;
};

/**
 * The compiler core comes in three parts: `coreFirst` is what a first program needs and what the others are added to when
 * it calls for them, `coreUsual` the rest of what everyday C needs, `coreRare` the rest.
 * `plans` is what the driver makes of the usual flags (`KnownPlans`).
 */
export const ASSET_NAMES = ['coreFirst', 'coreUsual', 'coreRare', 'sysrootC', 'sysrootCxx', 'plans'] as const;
export type AssetName = (typeof ASSET_NAMES)[number];

const Name = v.pipe(v.string(), v.nonEmpty('{at} must not be empty'));
const AssetSchema = v.pipe(
  v.object({
    // The name is joined to a URL: a slash, a scheme or a leading dot would leave the toolchain folder.
    file: v.pipe(
      v.string(),
      v.regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/, ({ input }) => `{at} must be a plain file name, and is ${quoted(input)}`),
    ),
    bytes: wholeNumber(1, Number.MAX_SAFE_INTEGER),
    sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, '{at} must be a SHA-256 in lower-case hex')),
  }),
  v.check(
    ({ file, sha256 }) => file.includes(`-${sha256.slice(0, 8)}.`),
    ({ input }) => `{at}.file must carry the digest, and is ${quoted(input.file)}`,
  ),
);
/** A field that is not known is dropped, so that nothing unchecked travels on. */
const ManifestSchema = v.object({
  v: v.literal(1, ({ input }) => `the version must be 1, and is ${kindOf(input)}`),
  package: Name,
  version: Name,
  clang: Name,
  inputs: Name,
  assets: v.object({
    coreFirst: AssetSchema,
    coreUsual: AssetSchema,
    coreRare: AssetSchema,
    sysrootC: AssetSchema,
    sysrootCxx: AssetSchema,
    plans: AssetSchema,
    adapters: v.exactOptional(AssetSchema),
  } satisfies Readonly<Record<AssetName | 'adapters', unknown>>),
  gzip: v.exactOptional(v.boolean()),
});

/** The manifest that `input` is, or a sentence about the first thing that is wrong with it. */
export function parseManifest(input: unknown): Result<Manifest, string> {
  const parsed = parseWith(ManifestSchema, input, 'it');
  return parsed.ok ? parsed : err(`Cannot read the toolchain manifest: ${parsed.error.message}`);
}

/** `core-first` + digest → `core-first-1a2b3c4d.wasm`. The only place that knows how a digest gets into a name. */
export function hashedName(stem: string, sha256: string, extension: string): string {
  return `${stem}-${sha256.slice(0, 8)}.${extension}`;
}
