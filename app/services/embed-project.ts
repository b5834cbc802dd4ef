import { decodeLink } from '../../runtime/links/link.ts';
import { linkProblemText } from '../../runtime/links/linked-project.ts';
import { DEFAULT_SETTINGS, type NewProject } from '../../runtime/protocol/project.ts';

const EMPTY_MAIN = '#include <stdio.h>\n\nint main(void) {\n    \n    return 0;\n}\n';

/** What a frame shows at first: the project of its link, or an empty one, with what is wrong with the link. */
export function embeddedProject(fragment: string): {
  readonly project: NewProject;
  readonly problem: string | undefined;
} {
  const files = new Map([['main.c', new TextEncoder().encode(EMPTY_MAIN)]]);
  const empty = { name: 'Embedded', settings: DEFAULT_SETTINGS, files };
  if (fragment.length < 2) return { project: empty, problem: undefined };
  const opened = decodeLink(fragment);
  return opened.ok
    ? { project: opened.value, problem: undefined }
    : { project: empty, problem: linkProblemText(opened.error) };
}
