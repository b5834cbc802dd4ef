import { isRecord } from '../base/is-record.ts';
import { err, ok, type Result } from '../base/result.ts';

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
  readonly assets: Readonly<Record<AssetName, Asset>>;
  /** Beside every asset lies a copy of it with `.gz` after its name, for hosts that do not compress what they send. */
  readonly gzip?: boolean;
};

/** One file beside the manifest. The name carries the start of the digest, so it may be cached for ever. */
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

/** Each way a manifest can be wrong. `field` is a dotted path such as `assets.coreFirst.bytes`. */
export type ManifestError =
  | { readonly kind: 'not_an_object'; readonly field: string }
  | { readonly kind: 'unsupported_version'; readonly found: unknown }
  | { readonly kind: 'not_a_string'; readonly field: string }
  | { readonly kind: 'not_a_size'; readonly field: string }
  | { readonly kind: 'not_a_digest'; readonly field: string }
  | { readonly kind: 'unsafe_file_name'; readonly field: string; readonly file: string }
  | { readonly kind: 'name_disagrees_with_digest'; readonly field: string; readonly file: string };

export function parseManifest(input: unknown): Result<Manifest, ManifestError> {
  if (!isRecord(input)) return err({ kind: 'not_an_object', field: '' });
  if (input['v'] !== 1) return err({ kind: 'unsupported_version', found: input['v'] });

  const strings = new Map<string, string>();
  for (const field of ['package', 'version', 'clang', 'inputs']) {
    const value = input[field];
    if (typeof value !== 'string' || value === '') return err({ kind: 'not_a_string', field });
    strings.set(field, value);
  }

  const listed = input['assets'];
  if (!isRecord(listed)) return err({ kind: 'not_an_object', field: 'assets' });
  const assets: Partial<Record<AssetName, Asset>> = {};
  for (const name of ASSET_NAMES) {
    const asset = parseAsset(listed[name], `assets.${name}`);
    if (!asset.ok) return asset;
    assets[name] = asset.value;
  }

  return ok({
    v: 1,
    package: strings.get('package') ?? '',
    version: strings.get('version') ?? '',
    clang: strings.get('clang') ?? '',
    inputs: strings.get('inputs') ?? '',
    // Complete: the loop above returned early for any name it could not fill.
    assets: assets as Record<AssetName, Asset>,
    ...(input['gzip'] === true ? { gzip: true } : {}),
  });
}

export function describeManifestError(error: ManifestError): string {
  const where = 'field' in error && error.field !== '' ? `"${error.field}"` : 'the manifest';
  const prefix = 'Cannot read the toolchain manifest:';
  switch (error.kind) {
    case 'not_an_object':
      return `${prefix} ${where} is not an object`;
    case 'unsupported_version':
      return `${prefix} version ${String(error.found)} is not 1`;
    case 'not_a_string':
      return `${prefix} ${where} is not a non-empty string`;
    case 'not_a_size':
      return `${prefix} ${where} is not a positive whole number of bytes`;
    case 'not_a_digest':
      return `${prefix} ${where} is not a SHA-256 in lower-case hex`;
    case 'unsafe_file_name':
      return `${prefix} ${where} names "${error.file}", which is not a plain file name`;
    case 'name_disagrees_with_digest':
      return `${prefix} ${where} names "${error.file}", which does not carry its digest`;
  }
}

/** `core-first` + digest → `core-first-1a2b3c4d.wasm`. The only place that knows how a digest gets into a name. */
export function hashedName(stem: string, sha256: string, extension: string): string {
  return `${stem}-${sha256.slice(0, 8)}.${extension}`;
}

function parseAsset(input: unknown, field: string): Result<Asset, ManifestError> {
  if (!isRecord(input)) return err({ kind: 'not_an_object', field });
  const { file, bytes, sha256 } = input;
  if (typeof file !== 'string') return err({ kind: 'not_a_string', field: `${field}.file` });
  // The name is joined to a URL: a slash, a scheme or a leading dot would leave the toolchain folder.
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(file))
    return err({ kind: 'unsafe_file_name', field: `${field}.file`, file });
  if (typeof bytes !== 'number' || !Number.isSafeInteger(bytes) || bytes <= 0) {
    return err({ kind: 'not_a_size', field: `${field}.bytes` });
  }
  if (typeof sha256 !== 'string' || !/^[0-9a-f]{64}$/.test(sha256)) {
    return err({ kind: 'not_a_digest', field: `${field}.sha256` });
  }
  if (!file.includes(`-${sha256.slice(0, 8)}.`)) {
    return err({ kind: 'name_disagrees_with_digest', field: `${field}.file`, file });
  }
  return ok({ file, bytes, sha256 });
}
