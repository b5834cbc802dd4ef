import { ExpressionError, parseExpression } from '../../../runtime/stops/parse-expression.ts';
import type { Breakpoint } from '../../../runtime/stops/stop.ts';

/** Where it is, and what it does. */
export function breakpointText({ file, line, condition, from, print }: Breakpoint): string {
  const when = condition === undefined ? '' : `, where ${condition}`;
  const count = from === undefined ? '' : `, from time ${from} on`;
  return `${file}:${line}${when}${count}${print === undefined ? '' : `, prints “${print}”`}`;
}

/** A breakpoint from what was typed; a field that is empty, or no count, says nothing. */
export function withFields(
  at: Pick<Breakpoint, 'file' | 'line'>,
  condition: string,
  from: string,
  print: string,
): Breakpoint {
  const count = Number(from);
  return {
    ...at,
    ...(condition !== '' && { condition }),
    ...(Number.isInteger(count) && count > 1 && { from: count }),
    ...(print !== '' && { print }),
  };
}

/** Why it cannot be set as it is, in a sentence; undefined: it can. What names mean is known only where the program stops. */
export function breakpointProblem({ condition, print }: Breakpoint): string | undefined {
  const inBraces = (print?.match(/\{[^{}]*\}/g) ?? []).map((one) => one.slice(1, -1));
  for (const expression of [...(condition === undefined ? [] : [condition]), ...inBraces]) {
    const why = whyUnread(expression);
    if (why !== undefined) return `${expression} cannot be read: ${why}. It was not set.`;
  }
  return undefined;
}

function whyUnread(expression: string): string | undefined {
  try {
    parseExpression(expression);
    return undefined;
  } catch (error) {
    if (error instanceof ExpressionError) return error.message;
    throw error;
  }
}
