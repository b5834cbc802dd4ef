import type { DebugCommand, LoopRow, LoopTable } from '../../stops/stop.ts';
import type { Site, Sites } from '../instrument/sites.ts';
import type { ExpressionScope } from '../values/expression-value.ts';
import { sitesAt, valueText } from './breakpoints.ts';

/** More are not read by a person. */
const MOST_ROWS = 1000;

/** Collects the values of expressions each time that the program comes to one of some lines. */
export class LoopRows {
  readonly sites: ReadonlySet<number>;
  readonly #expressions: readonly string[];
  readonly #rows: LoopRow[] = [];
  #left = 0;

  constructor(sites: Sites, { lines, expressions }: Extract<DebugCommand, { readonly type: 'table' }>) {
    this.sites = new Set(lines.flatMap((line) => sitesAt(sites, line)).map(({ number }) => number));
    this.#expressions = expressions;
  }

  /** `scope` is made where it is needed. */
  add(site: Site, position: number, scope: () => ExpressionScope): void {
    if (!this.sites.has(site.number)) return;
    if (this.#rows.length >= MOST_ROWS) {
      this.#left++;
      return;
    }
    const here = scope();
    const values = this.#expressions.map((text) => valueText(here, text));
    this.#rows.push({ position, file: site.file.slice(1), line: site.line, values });
  }

  get table(): LoopTable {
    return { expressions: this.#expressions, rows: this.#rows, left: this.#left };
  }
}
