/** What a look at a source says of the program that it belongs to. A guess: macros and conditions can make it wrong. */
export interface SourceScan {
  /** `certain`: it defines main() in every case. `maybe`: under a condition of the preprocessor. */
  readonly main: 'certain' | 'maybe' | 'none';
  /** As they stand in `#include "…"`, of files that are compiled by themselves. */
  readonly includedSources: readonly string[];
}

const INCLUDED_SOURCE = /^[ \t]*#[ \t]*include[ \t]*"([^"\n]+\.(?:c|cc|cpp|cxx))"/gim;
const STARTS_MAIN = /^(?:int|void)[ \t]+main$/;
const MAYBE_MAIN = /\bmain\s*\(/;
/** Comments, literals, lines of the preprocessor with their continuations, names, and what nests. */
const TOKENS =
  /\/\*[^]*?(?:\*\/|(?![^]))|\/\/(?:\\\r?\n|[^\n])*|"(?:\\[^]|[^"\\\n])*"?|'(?:\\[^]|[^'\\\n])*'?|^[ \t]*#(?:\\\r?\n|[^\n])*|^(?:int|void)[ \t]+main\b|[A-Za-z_]\w*|[{}()=;,]/gm;

/** Looks for a definition of main() and for included sources, in time linear in the length of `text`. */
export function scanSource(text: string): SourceScan {
  const includedSources = Array.from(text.matchAll(INCLUDED_SOURCE), ([, path = '']) => path);
  return { main: MAYBE_MAIN.test(text) ? findMain(text) : 'none', includedSources };
}

function findMain(text: string): SourceScan['main'] {
  const head = new MainHead();
  let found: SourceScan['main'] = 'none';
  let braces = 0;
  let conditions = 0;
  let previous = '';
  for (const [token] of text.matchAll(TOKENS)) {
    if (/^(\/\*|\/\/)/.test(token)) continue;
    if (/^[ \t]*#/.test(token)) {
      conditions += changeOfConditions(token);
      continue;
    }
    // At the start of a line it is outside of functions, also where a brace is missing before it.
    if (STARTS_MAIN.test(token)) braces = 0;
    if (token === '{') {
      if (braces === 0 && head.isComplete) {
        if (conditions <= 0) return 'certain';
        found = 'maybe';
      }
      // What stands in `extern "C" {` is not inside of a function.
      if (previous !== '"C"') braces++;
    } else if (token === '}') braces = Math.max(0, braces - 1);
    if (braces === 0) head.read(token);
    previous = token;
  }
  return found;
}

function changeOfConditions(line: string): number {
  if (/^[ \t]*#[ \t]*if/.test(line)) return 1;
  return /^[ \t]*#[ \t]*endif/.test(line) ? -1 : 0;
}

/** Follows `main (parameters)`, and the declarations of parameters in old style, outside of all braces. */
class MainHead {
  #at: 'nothing' | 'name' | 'parameters' | 'end' | 'old style' = 'nothing';
  #parens = 0;

  /** The next brace would open the body of main. */
  get isComplete(): boolean {
    return this.#at === 'end' || this.#at === 'old style';
  }

  read(token: string): void {
    if (token === 'main' || STARTS_MAIN.test(token)) {
      this.#at = 'name';
      this.#parens = 0;
      return;
    }
    if (token === '(') {
      this.#parens++;
      if (this.#parens === 1) this.#at = this.#at === 'name' ? 'parameters' : 'nothing';
      return;
    }
    if (token === ')') {
      this.#parens = Math.max(0, this.#parens - 1);
      if (this.#parens === 0 && this.#at === 'parameters') this.#at = 'end';
      return;
    }
    if (this.#parens > 0) return;
    if (/^[};=]$/.test(token)) this.#at = token === ';' && this.#at === 'old style' ? 'old style' : 'nothing';
    else if (token === ',') this.#at = this.#at === 'old style' ? 'old style' : 'nothing';
    else if (this.#at === 'end') this.#at = 'old style';
    else if (this.#at === 'name') this.#at = 'nothing';
  }
}
