import type { Breakpoint, PlacedBreakpoint } from '../../stops/stop.ts';
import type { Site, Sites } from '../instrument/sites.ts';
import { isTrue, shownExpression } from '../values/evaluate-expression.ts';
import type { ExpressionScope } from '../values/expression-value.ts';
import { ExpressionError, parseExpression, type Expression } from '../../stops/parse-expression.ts';

/** What a program does where a breakpoint is. */
export type AtBreakpoint =
  | { readonly kind: 'passes' }
  /** `note`: why the condition could not say. */
  | { readonly kind: 'stops'; readonly note: string | undefined }
  | { readonly kind: 'prints'; readonly text: string };

/** All breakpoints of a program. What one has counted or printed at a position holds whenever the program comes there again. */
export class Breakpoints {
  readonly #bySite = new Map<number, ActiveBreakpoint>();

  /** `before`: those that the person has changed; a breakpoint that is still there goes on counting. */
  constructor(sites: Sites, breakpoints: readonly Breakpoint[], before?: Breakpoints) {
    for (const breakpoint of breakpoints)
      for (const { number } of sitesAt(sites, breakpoint)) {
        const known = before && before.#bySite.get(number);
        this.#bySite.set(number, known?.isOf(breakpoint) === true ? known : new ActiveBreakpoint(breakpoint));
      }
  }

  get sites(): Iterable<number> {
    return this.#bySite.keys();
  }

  /** What was passed at a later position has not happened. */
  forgetAfter(position: number): void {
    for (const one of this.#bySite.values()) one.forgetAfter(position);
  }

  /** `scope` is made where it is needed. */
  at(site: number, position: number, scope: () => ExpressionScope): AtBreakpoint {
    return this.#bySite.get(site)?.at(position, scope) ?? { kind: 'passes' };
  }
}

class ActiveBreakpoint {
  readonly #breakpoint: Breakpoint;
  readonly #condition: Expression | ExpressionError | undefined;
  /** The last position at which its condition has held, and the first ones, until they are enough. */
  #last = -1;
  #passes: number[] = [];

  constructor(breakpoint: Breakpoint) {
    this.#breakpoint = breakpoint;
    this.#condition = breakpoint.condition === undefined ? undefined : parsed(breakpoint.condition);
  }

  forgetAfter(position: number): void {
    this.#last = Math.min(this.#last, position);
    this.#passes = this.#passes.filter((one) => one <= position);
  }

  isOf(breakpoint: Breakpoint): boolean {
    return JSON.stringify(breakpoint) === JSON.stringify(this.#breakpoint);
  }

  at(position: number, scope: () => ExpressionScope): AtBreakpoint {
    const held = this.#holds(scope);
    if (held === false) return { kind: 'passes' };
    const note = held === true ? undefined : held;
    const { from, print } = this.#breakpoint;
    if (from === undefined && print === undefined) return { kind: 'stops', note };
    const isFirstTime = position > this.#last;
    if (isFirstTime) {
      this.#last = position;
      if (from !== undefined && this.#passes.length < from) this.#passes.push(position);
    }
    if (from !== undefined && position < (this.#passes[from - 1] ?? Infinity)) return { kind: 'passes' };
    if (print === undefined) return { kind: 'stops', note };
    return isFirstTime ? { kind: 'prints', text: filled(print, scope()) } : { kind: 'passes' };
  }

  /** A sentence where it cannot be said. */
  #holds(scope: () => ExpressionScope): boolean | string {
    if (this.#condition === undefined) return true;
    try {
      if (this.#condition instanceof ExpressionError) throw this.#condition;
      return isTrue(scope(), this.#condition);
    } catch (error) {
      if (!(error instanceof ExpressionError)) throw error;
      return `The condition ${this.#breakpoint.condition ?? ''} has no value: ${error.message}.`;
    }
  }
}

function parsed(text: string): Expression | ExpressionError {
  try {
    return parseExpression(text);
  } catch (error) {
    if (error instanceof ExpressionError) return error;
    throw error;
  }
}

/** The text with the value of each expression that stands in it in braces. */
function filled(text: string, scope: ExpressionScope): string {
  return text.replace(/\{([^{}]*)\}/g, (_, expression: string) => valueText(scope, expression));
}

/** What an expression's value is, or why it has none. */
export function valueText(scope: ExpressionScope, expression: string): string {
  try {
    return shownExpression(scope, expression, parseExpression(expression)).text;
  } catch (error) {
    if (error instanceof ExpressionError) return `(${error.message})`;
    throw error;
  }
}

/** The sites at which a program stops for a breakpoint: in each function, the first one of the line. */
export function sitesAt(sites: Sites, { file, line }: Pick<Breakpoint, 'file' | 'line'>): readonly Site[] {
  const inFile = [...sites].filter((site) => site.file === `/${file}`);
  const lines = inFile.map((site) => site.line).filter((one) => one >= line);
  // A line without code moves its breakpoint to the next line that has some.
  const found = lines.length === 0 ? undefined : Math.min(...lines);
  const first = new Map<unknown, Site>();
  for (const site of inFile)
    if (site.line === found && (first.get(site.function)?.address ?? Infinity) > site.address)
      first.set(site.function, site);
  return [...first.values()];
}

/** Those that stop at another line than they were set at. */
export function movedBreakpoints(sites: Sites, breakpoints: readonly Breakpoint[]): readonly PlacedBreakpoint[] {
  return breakpoints.flatMap((breakpoint) => {
    const { file, line } = breakpoint;
    const [site] = sitesAt(sites, breakpoint);
    if (site?.line === line) return [];
    return [{ file, line, at: site?.line, ...(site && isInAnother(line, site) && { isFar: true }) }];
  });
}

/** The line stands before the function of the site, and not directly: it may be of one that the linker has left out. */
function isInAnother(line: number, { file, function: fn }: Site): boolean {
  const opening = fn.rows.find((row) => row.file === file)?.line ?? 0;
  return line < opening - 1;
}
