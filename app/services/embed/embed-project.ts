import { PackingClient } from '../../../runtime/client/packing-client.ts';
import { linkProblemText } from '../../../runtime/links/linked-project.ts';
import type { NewProject } from '../../../runtime/protocol/project.ts';
import { reasonText } from '../kernel/kernel.ts';
import { emptyProject } from '../projects/new-project.ts';

/** What a frame shows at first: the project of its link, or an empty one, with what is wrong with the link. */
export async function embeddedProject(
  fragment: string,
  packing = new PackingClient(),
): Promise<{ readonly project: NewProject; readonly problem: string | undefined }> {
  const empty = emptyProject('Embedded');
  if (fragment.length < 2) return { project: empty, problem: undefined };
  try {
    const opened = await packing.readLink(fragment);
    return opened.ok
      ? { project: opened.value, problem: undefined }
      : { project: empty, problem: linkProblemText(opened.error) };
  } catch (reason) {
    return { project: empty, problem: `The link was not opened. ${reasonText(reason)}` };
  }
}
