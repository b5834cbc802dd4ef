/** What a checked program's library found: names and values, as runtime/sysroot/checks/report.c writes them. */
export class Facts {
  readonly #values: ReadonlyMap<string, string>;
  readonly #lines: readonly (readonly [name: string, value: string])[];

  constructor(report: string) {
    this.#lines = report.split('\n').flatMap((line): [string, string][] => {
      const tab = line.indexOf('\t');
      return tab === -1 ? [] : [[line.slice(0, tab), line.slice(tab + 1)]];
    });
    this.#values = new Map(this.#lines);
  }

  text(name: string): string | undefined {
    return this.#values.get(name);
  }

  /** Of a name that the report has more than once. */
  all(name: string): readonly string[] {
    return this.#lines.flatMap(([each, value]) => (each === name ? [value] : []));
  }

  number(name: string): number | undefined {
    const value = this.#values.get(name);
    return value === undefined || value === '' ? undefined : Number(value);
  }

  get kind(): string {
    return this.#values.get('kind') ?? '';
  }
}
