import { visible } from '../../../runtime/base/visible-text.ts';
import type { ActionId } from '../../services/page/actions.ts';
import { useServices } from '../../services/use-services.ts';
import { selectProjectName } from '../../state/project-slice.ts';
import { useApp } from '../../state/use-app.ts';
import type { MenuItem } from '../../ui/menu-item.ts';
import { Icon } from '../../ui/icons.tsx';
import { Menu } from '../../ui/Menu.tsx';
import { editedText } from './edited-text.ts';

/** The project's name, and everything that can be done with projects. */
export function ProjectMenu() {
  const { actions, projects } = useServices();
  const name = useApp(selectProjectName);
  const known = useApp((state) => state.projects);
  const openId = useApp(({ project }) => (project.phase === 'open' ? project.summary.id : undefined));

  const item = (id: ActionId): MenuItem => ({
    id,
    label: actions[id].title + (id === 'examples' || id === 'download-project' ? '' : '…'),
    onSelect: actions[id].run,
  });

  return (
    <Menu
      label={name === undefined ? 'Project' : `Project: ${visible(name)}`}
      buttonClassName="button is-quiet project-button"
      button={
        <>
          <span className="project-name">{name === undefined ? 'Opening…' : visible(name)}</span>
          <Icon name="down" size={14} />
        </>
      }
      sections={[
        { items: [item('new-project'), item('examples'), item('open-zip'), item('open-folder'), item('read-folder')] },
        {
          label: 'Projects in this browser',
          items: known
            .toSorted((a, b) => b.editedAt - a.editedAt)
            .map((project) => ({
              id: project.id,
              label: visible(project.name),
              hint: project.isTemporary
                ? 'not saved'
                : project.trouble
                  ? 'cannot be read'
                  : editedText(project.editedAt, new Date()),
              isChecked: project.id === openId,
              onSelect: () => void (project.id !== openId && projects.open(project.id)),
            })),
        },
        { items: [item('share'), item('other-hosts'), item('download-project')] },
        { items: [item('rename-project'), item('delete-project')] },
      ]}
    />
  );
}
