import type { Setting, SettingsTable } from '../project/settings-table.ts';

const HELP_COLUMN = 27;

/** The lines of the help about the options that set a setting. */
export function settingHelp(table: SettingsTable): string {
  return Object.values(table)
    .flatMap(({ commandLine }) => {
      switch (commandLine.kind) {
        case 'value':
          return [line(`${commandLine.option} ${commandLine.value}`, commandLine.help)];
        case 'switch':
        case 'bare':
          return [line(commandLine.option, commandLine.help)];
        case 'own':
          return [];
      }
    })
    .join('');
}

function line(option: string, help: string): string {
  return `${`  ${option}`.padEnd(HELP_COLUMN)}${help}\n`;
}

/** Reads the options that the rows of the table name. */
export class SettingOptions {
  readonly #values = new Map<string, { readonly name: string; readonly row: Setting }>();
  /** Options without a value, with what they set. */
  readonly #whole = new Map<string, { readonly name: string; readonly value: string }>();
  readonly #settings: Record<string, unknown> = {};

  constructor(table: SettingsTable) {
    for (const [name, row] of Object.entries(table)) {
      const { commandLine } = row;
      if (commandLine.kind === 'value') this.#values.set(commandLine.option, { name, row });
      if (commandLine.kind === 'switch') this.#whole.set(commandLine.option, { name, value: commandLine.sets });
      if (commandLine.kind === 'bare' && row.kind === 'choice')
        for (const { value } of row.choices) this.#whole.set(value, { name, value });
    }
  }

  /** What was set so far. */
  get settings(): Readonly<Record<string, unknown>> {
    return this.#settings;
  }

  /** Whether it is an option without a value. */
  isWhole(option: string): boolean {
    return this.#whole.has(option);
  }

  set(option: string): void {
    const found = this.#whole.get(option);
    if (found) this.#settings[found.name] = found.value;
  }

  takesValue(option: string): boolean {
    return this.#values.has(option);
  }

  /** Why the option cannot have this value, as a sentence; undefined: it has it now. */
  setTo(option: string, text: string): string | undefined {
    const found = this.#values.get(option);
    if (!found) return `There is no option ${option}`;
    const { name, row } = found;
    if (row.kind !== 'choice' && row.kind !== 'without') {
      this.#settings[name] = text;
      return undefined;
    }
    const known = row.choices.map(({ value }) => value);
    const given = row.kind === 'choice' ? [text] : text.split(',');
    const strange = given.find((value) => !known.includes(value));
    if (strange !== undefined) return `${option} takes ${listed(known)}, not "${strange}"`;
    this.#settings[name] = row.kind === 'choice' ? text : [...new Set(given)];
    return undefined;
  }
}

function listed(names: readonly string[]): string {
  return `${names.slice(0, -1).join(', ')} or ${names.at(-1) ?? ''}`;
}
