import type { CType } from '../../debug/c-type.ts';
import type { ProgramInfo, Scope, Variable } from '../../debug/program-info.ts';

const WORD_BYTES = 4;

/**
 * Which member or element of a local variable of that name its `word`-th four bytes are, as C writes it: `p.next`, `a[3]`. Undefined
 * where it has no parts, where several lie there, and where variables of the name in several functions have others.
 */
export function partOfVariable({ functions }: ProgramInfo, name: string, word: number): string | undefined {
  const parts = functions
    .flatMap(({ scope }) => variablesIn(scope))
    .filter((variable) => variable.name === name && !variable.isStatic)
    .map(({ type }) => pathIn(type, word * WORD_BYTES));
  const [path] = parts;
  return path === undefined || path === '' || parts.some((other) => other !== path) ? undefined : `${name}${path}`;
}

function variablesIn({ variables, inner }: Scope): readonly Variable[] {
  return [...variables, ...inner.flatMap(variablesIn)];
}

/** Undefined: what lies there has no single name. */
function pathIn(type: CType, offset: number): string | undefined {
  switch (type.kind) {
    case 'array': {
      const { element } = type;
      if (element.bytes < WORD_BYTES) return undefined;
      const rest = pathIn(element, offset % element.bytes);
      return rest === undefined ? undefined : `[${Math.floor(offset / element.bytes)}]${rest}`;
    }
    case 'struct': {
      const here = type.members.filter(
        (member) => member.offset < offset + WORD_BYTES && offset < member.offset + Math.max(1, member.type.bytes),
      );
      const [member] = here;
      if (!member || here.length > 1 || member.bits || member.isBase) return undefined;
      const rest = pathIn(member.type, offset - member.offset);
      return rest === undefined ? undefined : `${member.name === '' ? '' : `.${member.name}`}${rest}`;
    }
    case 'union':
      return undefined;
    default:
      return '';
  }
}
