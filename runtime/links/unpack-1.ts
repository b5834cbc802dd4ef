import * as v from 'valibot';
import { rightNames, type Rights } from '../abi/rights.ts';
import { isRecord } from '../base/is-record.ts';
import { err, ok, type Result } from '../base/result.ts';
import { parsePolicy } from '../policy/parse-policy.ts';
import type { Policy } from '../policy/policy.ts';
import { settingSchema } from '../project/setting-schema.ts';
import { SETTINGS, type SettingsTable } from '../project/settings-table.ts';
import { DEFAULT_SETTINGS, type ProjectSettings } from '../protocol/project.ts';
import { readBreakpoints } from '../stops/read-breakpoints.ts';
import type { Breakpoint } from '../stops/stop.ts';
import { ByteReader } from './bytes.ts';
import { MOST, type LinkedProject, type LinkProblem } from './linked-project.ts';
import { isOdd, projectProblem, quoted } from './paths.ts';
import { PRESETS, USUAL_FILE, USUAL_POLICY, USUAL_PREOPENS, type Fields } from './version-1.ts';

interface Contents {
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly folders: readonly string[];
}

/** The project that the bytes are, or the first thing that is wrong with them. */
export function unpackProject(packed: Uint8Array, table: SettingsTable = SETTINGS): Result<LinkedProject, LinkProblem> {
  const reader = new ByteReader(packed);
  const header = reader.sized();
  if (!header) return malformed('it ends in the middle of its header');
  const contents = readContents(reader);
  if (!contents.ok) return contents;
  const fields = parseHeader(header);
  return fields ? readHeader(fields, contents.value, table) : malformed('its header cannot be read');
}

function readContents(reader: ByteReader): Result<Contents, LinkProblem> {
  const files: [path: string, bytes: Uint8Array][] = [];
  const folders: string[] = [];
  while (!reader.isAtEnd) {
    const name = decoded(reader.sized());
    const bytes = reader.sized();
    if (name === undefined || !bytes) return malformed('its list of files is damaged');
    if (files.length + folders.length >= MOST.files) return malformed(`it holds more than ${MOST.files} files`);
    if (!name.endsWith('/')) files.push([name === '' ? USUAL_FILE : name, bytes]);
    else if (bytes.length === 0) folders.push(name.slice(0, -1));
    else return malformed(`${quoted(name)} is a file and a folder in it`);
  }
  const paths = files.map(([path]) => path);
  const problem = projectProblem(paths, folders);
  return problem === undefined ? ok({ files: new Map(files), folders }) : malformed(problem);
}

function parseHeader(bytes: Uint8Array): Fields | undefined {
  const text = decoded(bytes);
  if (text === undefined) return undefined;
  if (text === '') return {};
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function readHeader(
  fields: Fields,
  { files, folders }: Contents,
  table: SettingsTable,
): Result<LinkedProject, LinkProblem> {
  const known: readonly string[] = ['n', 'u', 'p', ...Object.values(table).map(({ link }) => link.key)];
  if (Object.keys(fields).some((key) => !known.includes(key) && !key.startsWith('_'))) return err({ kind: 'newer' });

  const name = own(fields, 'n', '');
  if (typeof name !== 'string' || name.length > MOST.projectName || isOdd(name))
    return malformed('its name is not one that can be shown');
  const paths = [...files.keys()];
  const openFile = own(fields, 'u', paths.length === 1 ? paths[0] : undefined);
  if (openFile !== undefined && !(typeof openFile === 'string' && files.has(openFile)))
    return malformed('the file that it opens is not in it');
  const values = readSettings(fields, table);
  if (!values.ok) return values;
  const policy = unpackPolicy(own(fields, 'p', {}));
  if (!policy.ok) return policy;
  // Each is what its row allows.
  const settings = { ...DEFAULT_SETTINGS, ...values.value } as ProjectSettings;
  const breakpoints = unpackBreakpoints(own(fields, '_b', [])).filter(({ file }) => files.has(file));
  return ok({
    ...{ name, files, folders, settings: { ...settings, openFile, policy: policy.value } },
    ...(breakpoints.length > 0 && { breakpoints }),
  });
}

function unpackBreakpoints(value: unknown): readonly Breakpoint[] {
  if (!Array.isArray(value)) return [];
  return readBreakpoints(
    value.map((one: unknown) => {
      const [file, line, condition, from, print] = Array.isArray(one) ? (one as readonly unknown[]) : [];
      return { file: file === '' ? USUAL_FILE : file, line, condition, from, print };
    }),
  );
}

function readSettings(fields: Fields, table: SettingsTable): Result<Fields, LinkProblem> {
  const values: Record<string, unknown> = {};
  for (const [name, row] of Object.entries(table)) {
    const value = own(fields, row.link.key, row.link.absent);
    if (!v.is(settingSchema(row, MOST.settingChars), value))
      return malformed(
        row.kind === 'without' ? 'it leaves out defaults that are not known' : `its setting “${name}” cannot be read`,
      );
    values[name] = Array.isArray(value) ? [...new Set(value)] : value;
  }
  return ok(values);
}

/** Read as strictly as a policy that is pasted: a link may ask for what it likes, but in no other words. */
function unpackPolicy(value: unknown): Result<Policy, LinkProblem> {
  if (!isRecord(value)) return malformed('its policy cannot be read');
  if (Object.keys(value).some((key) => !Object.hasOwn(USUAL_POLICY, key))) return err({ kind: 'newer' });
  const preopens = own(value, 'preopens', USUAL_PREOPENS);
  if (!Array.isArray(preopens)) return malformed('its preopens are not a list');
  const unpacked = v.safeParse(v.array(PackedPreopen), preopens.slice(0, MOST.files));
  if (!unpacked.success) return malformed('one of the folders in its policy is written in a form that is not known');
  const policy = parsePolicy({ ...USUAL_POLICY, ...value, v: 1, preopens: unpacked.output });
  return policy.ok ? policy : malformed(`in its policy, ${policy.error.message}`);
}

/** Thirty bits, each a right. */
const RightsBits = v.pipe(
  v.number(),
  v.integer(),
  v.minValue(0),
  v.check((bits): boolean => bits < 2 ** 30),
  v.transform((bits) => rightNames(bits as Rights)),
);
/** Folder, guest name, rights on the folder and beneath it, and 1 where the person is asked. What is missing reads as nothing. */
const PackedPreopen = v.pipe(
  v.array(v.unknown()),
  v.maxLength(4),
  v.transform(([folder, guest, mode, ask]): unknown => ({
    folder,
    guest,
    sets: mode === 'r' || mode === 'w' ? PRESETS[mode] : mode,
    ask,
  })),
  v.object({
    folder: v.unknown(),
    guest: v.unknown(),
    sets: v.strictTuple([RightsBits, RightsBits]),
    ask: v.optional(v.literal(1)),
  }),
  v.transform(({ folder, guest, sets: [base, inheriting], ask }) => ({
    folder,
    guest,
    base,
    inheriting,
    ask: ask === 1,
  })),
);

/** A field that was written, and not one that objects have anyway. */
function own(fields: Fields, key: string, usual: unknown): unknown {
  return Object.hasOwn(fields, key) ? fields[key] : usual;
}

function decoded(bytes: Uint8Array | undefined): string | undefined {
  if (!bytes) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function malformed(message: string): Result<never, LinkProblem> {
  return err({ kind: 'malformed', message });
}
