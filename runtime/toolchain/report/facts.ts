/** What a checked program's library found: names and values, as runtime/sysroot/checks/report.c writes them. */
export class Facts {
  readonly #values: ReadonlyMap<string, string>;

  constructor(report: string) {
    this.#values = new Map(
      report.split('\n').flatMap((line): [string, string][] => {
        const tab = line.indexOf('\t');
        return tab === -1 ? [] : [[line.slice(0, tab), line.slice(tab + 1)]];
      }),
    );
  }

  text(name: string): string | undefined {
    return this.#values.get(name);
  }

  number(name: string): number | undefined {
    const value = this.#values.get(name);
    return value === undefined || value === '' ? undefined : Number(value);
  }

  get kind(): string {
    return this.#values.get('kind') ?? '';
  }
}
