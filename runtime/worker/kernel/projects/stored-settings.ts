import * as v from 'valibot';
import { isRecord } from '../../../base/is-record.ts';
import { parsePolicy } from '../../../policy/parse-policy.ts';
import { DEFAULT_POLICY, policy, type Policy } from '../../../policy/policy.ts';
import { DEFAULT_SETTINGS, type OtherSetting, type ProjectSettings } from '../../../project/settings.ts';
import { settingSchema } from '../../../project/setting-schema.ts';
import { SETTINGS, type SettingsTable } from '../../../project/settings-table.ts';

/** More than a person types into a field of a form. */
const MOST_CHARS = 1 << 20;
const Text = v.pipe(v.string(), v.maxLength(MOST_CHARS));

/** Those that are no row of the table: without one of its own, a field that is added does not compile. */
const OTHERS = {
  openFile: v.optional(Text),
} as const satisfies {
  readonly [F in Exclude<OtherSetting, 'v' | 'policy'>]: v.GenericSchema<unknown, ProjectSettings[F]>;
};

/** As settings were stored before they held a policy: these two were all of it that could be chosen. */
const BeforePolicies = v.object({
  personality: v.optional(v.picklist(['strict', 'modern']), 'strict'),
  listenPort: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65_535))),
});

export interface ReadSettings {
  readonly settings: ProjectSettings;
  /** Fields that could not be read, and have their defaults now. */
  readonly unread: readonly string[];
}

/** Settings as they were stored, in today's shape: a field that did not exist yet, or that cannot be read, has its default. */
export function readSettings(stored: unknown, table: SettingsTable = SETTINGS): ReadSettings {
  if (!isRecord(stored)) return { settings: { ...DEFAULT_SETTINGS, policy: policy() }, unread: ['all'] };
  const given: Readonly<Record<string, unknown>> = { ...stored };
  const unread: string[] = [];
  const read: Record<string, unknown> = {};
  for (const [name, schema] of Object.entries({ ...schemasOf(table), ...OTHERS })) {
    if (!(name in given)) continue;
    const parsed = v.safeParse(schema, given[name]);
    if (parsed.success) read[name] = parsed.output;
    else unread.push(name);
  }
  const granted = readPolicy(given);
  if (!granted) unread.push('policy');
  // Each field of `read` has passed the schema of its name.
  return { settings: { ...DEFAULT_SETTINGS, ...read, policy: granted ?? policy() }, unread };
}

function schemasOf(table: SettingsTable): Readonly<Record<string, v.GenericSchema>> {
  return Object.fromEntries(Object.entries(table).map(([name, row]) => [name, settingSchema(row, MOST_CHARS)]));
}

/** Undefined: it cannot be read. It grants nothing then: taking the default instead could grant more than was meant. */
function readPolicy(given: Readonly<Record<string, unknown>>): Policy | undefined {
  if (given['policy'] !== undefined) {
    const parsed = parsePolicy(given['policy']);
    return parsed.ok ? parsed.value : undefined;
  }
  const before = v.safeParse(BeforePolicies, given);
  if (!before.success) return undefined;
  const { personality, listenPort } = before.output;
  return { ...DEFAULT_POLICY, personality, listen: listenPort === undefined ? [] : [{ port: listenPort }] };
}
