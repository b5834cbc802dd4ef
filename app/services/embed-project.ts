import { decodeLink } from '../../runtime/links/link.ts';
import { linkProblemText } from '../../runtime/links/linked-project.ts';
import type { NewProject } from '../../runtime/protocol/project.ts';
import { emptyProject } from './new-project.ts';

/** What a frame shows at first: the project of its link, or an empty one, with what is wrong with the link. */
export function embeddedProject(fragment: string): {
  readonly project: NewProject;
  readonly problem: string | undefined;
} {
  const empty = emptyProject('Embedded');
  if (fragment.length < 2) return { project: empty, problem: undefined };
  const opened = decodeLink(fragment);
  return opened.ok
    ? { project: opened.value, problem: undefined }
    : { project: empty, problem: linkProblemText(opened.error) };
}
