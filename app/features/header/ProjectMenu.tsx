import type { ReactNode } from 'react';
import { ChevronDown, FilePlus2, LibraryBig, Pencil, Trash2 } from 'lucide-react';
import type { ActionId } from '../../services/actions.ts';
import { useServices } from '../../services/use-services.ts';
import { selectProjectName } from '../../state/project-slice.ts';
import { useApp } from '../../state/use-app.ts';
import type { MenuItem } from '../../ui/menu-item.ts';
import { Menu } from '../../ui/Menu.tsx';
import { editedText } from './edited-text.ts';

const ICONS = {
  'new-project': <FilePlus2 size={14} />,
  examples: <LibraryBig size={14} />,
  'rename-project': <Pencil size={14} />,
  'delete-project': <Trash2 size={14} />,
} as const satisfies Partial<Record<ActionId, ReactNode>>;

/** The project's name, and everything that can be done with projects. */
export function ProjectMenu() {
  const { actions, projects } = useServices();
  const name = useApp(selectProjectName);
  const known = useApp((state) => state.projects);
  const openId = useApp(({ project }) => (project.phase === 'open' ? project.summary.id : undefined));

  const item = (id: keyof typeof ICONS): MenuItem => ({
    id,
    label: actions[id].title + (id === 'examples' ? '' : '…'),
    icon: ICONS[id],
    onSelect: actions[id].run,
  });

  return (
    <Menu
      label={name === undefined ? 'Project' : `Project: ${name}`}
      buttonClassName="button is-quiet project-button"
      button={
        <>
          <span className="project-name">{name ?? 'Opening…'}</span>
          <ChevronDown size={14} aria-hidden />
        </>
      }
      sections={[
        { items: [item('new-project'), item('examples')] },
        {
          label: 'Projects in this browser',
          items: known
            .toSorted((a, b) => b.editedAt - a.editedAt)
            .map((project) => ({
              id: project.id,
              label: project.name,
              hint: editedText(project.editedAt, new Date()),
              isChecked: project.id === openId,
              onSelect: () => void (project.id !== openId && projects.open(project.id)),
            })),
        },
        { items: [item('rename-project'), item('delete-project')] },
      ]}
    />
  );
}
