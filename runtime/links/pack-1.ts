import { rights } from '../abi/rights.ts';
import { err, ok, type Result } from '../base/result.ts';
import type { Policy, Preopen } from '../policy/policy.ts';
import { SETTINGS, type SettingsTable } from '../project/settings-table.ts';
import type { Breakpoint } from '../stops/stop.ts';
import { ByteWriter } from './bytes.ts';
import { MOST, type LinkedProject } from './linked-project.ts';
import { isOdd, projectProblem } from './paths.ts';
import { PRESETS, USUAL_FILE, USUAL_POLICY, type Fields } from './version-1.ts';

/** The project as bytes; or why it does not fit into a link, as a sentence. */
export function packProject(
  project: LinkedProject,
  table: SettingsTable = SETTINGS,
): Result<Uint8Array<ArrayBuffer>, string> {
  const files = [...project.files];
  const paths = files.map(([path]) => path);
  const problem = projectProblem(paths, project.folders) ?? textProblem(project, table);
  if (problem !== undefined) return err(`This project does not fit into a link: ${problem}.`);

  const writer = new ByteWriter();
  const encoder = new TextEncoder();
  writer.sized(encoder.encode(headerText(project, paths, table)));
  for (const [path, bytes] of files) {
    writer.sized(encoder.encode(path === USUAL_FILE ? '' : path));
    writer.sized(bytes);
  }
  for (const folder of project.folders) {
    writer.sized(encoder.encode(`${folder}/`));
    writer.sized(new Uint8Array());
  }
  const packed = writer.take();
  if (packed.length <= MOST.bytes) return ok(packed);
  return err('This project does not fit into a link: its files are more than 2 MB together.');
}

function textProblem({ name, settings }: LinkedProject, table: SettingsTable): string | undefined {
  if (name.length > MOST.projectName) return 'its name is too long';
  if (isOdd(name)) return 'its name holds characters that cannot be shown';
  const values: Fields = { ...settings };
  const long = Object.keys(table).find((setting) => String(values[setting]).length > MOST.settingChars);
  return long && `its setting “${long}” is too long`;
}

function headerText(
  { name, settings, breakpoints = [] }: LinkedProject,
  paths: readonly string[],
  table: SettingsTable,
): string {
  const header: Record<string, unknown> = {};
  if (name !== '') header['n'] = name;
  const { openFile } = settings;
  // The only file needs no mention, and one that is gone gets none.
  if (openFile !== undefined && paths.length > 1 && paths.includes(openFile)) header['u'] = openFile;
  const values: Fields = { ...settings };
  for (const [setting, { link }] of Object.entries(table))
    if (JSON.stringify(values[setting]) !== JSON.stringify(link.absent)) header[link.key] = values[setting];
  const policy = packPolicy(settings.policy);
  if (Object.keys(policy).length > 0) header['p'] = policy;
  const there = breakpoints.filter(({ file }) => paths.includes(file));
  if (there.length > 0) header['_b'] = there.map(packBreakpoint);
  return Object.keys(header).length === 0 ? '' : JSON.stringify(header);
}

function packBreakpoint({ file, line, condition, from, print }: Breakpoint): readonly unknown[] {
  const fields = [file === USUAL_FILE ? '' : file, line, condition ?? '', from ?? 0, print ?? ''];
  while (fields.at(-1) === '' || fields.at(-1) === 0) fields.pop();
  return fields;
}

/** What differs from the usual policy. */
function packPolicy(policy: Policy): Fields {
  const plain: Fields = { ...policy, preopens: policy.preopens.map(packPreopen) };
  const isUnusual = ([key, value]: [string, unknown]): boolean =>
    key !== 'v' && JSON.stringify(value) !== JSON.stringify(USUAL_POLICY[key]);
  return Object.fromEntries(Object.entries(plain).filter(isUnusual));
}

/** Folder, guest name, preset or the two sets of rights, and whether it asks first. */
function packPreopen({ folder, guest, base, inheriting, ask }: Preopen): readonly unknown[] {
  const sets: readonly [number, number] = [rights(...base), rights(...inheriting)];
  const preset = (['r', 'w'] as const).find((mode) => PRESETS[mode].every((set, i) => set === sets[i]));
  return [folder, guest, preset ?? sets, ...(ask ? [1] : [])];
}
