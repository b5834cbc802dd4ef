import { visible } from '../../../runtime/base/visible-text.ts';
import { freeName } from '../../text/free-name.ts';
import { projectNameProblem } from '../../text/name-rules.ts';
import { useServices } from '../../services/use-services.ts';
import { fileName } from '../../state/paths.ts';
import { selectProjectName } from '../../state/project-slice.ts';
import { useApp } from '../../state/use-app.ts';
import type { DialogState } from '../../state/view-slice.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { NameDialog } from '../../ui/NameDialog.tsx';
import { ArrivingLinkDialog } from './ArrivingLinkDialog.tsx';
import { DamagedDialog } from './DamagedDialog.tsx';
import { TakenDialog } from './TakenDialog.tsx';

type Asking = Exclude<
  DialogState,
  { readonly kind: 'none' | 'palette' | 'examples' | 'other-hosts' | 'link' | 'zip' | 'share' }
>;

interface ProjectDialogsProps {
  readonly dialog: Asking;
  readonly onClose: () => void;
}

/** The questions about projects and files. Loaded when first asked, hence the default export. */
export default function ProjectDialogs({ dialog, onClose }: ProjectDialogsProps) {
  const { projects, files } = useServices();
  const name = useApp(selectProjectName) ?? '';
  const taken = useApp((state) => state.projects).map((project) => project.name);

  switch (dialog.kind) {
    case 'new-project':
      return (
        <NameDialog
          title="New project"
          label="Name"
          verb="Create"
          initial={freeName('untitled', taken)}
          problem={projectNameProblem}
          onSubmit={(wanted) => void projects.create(wanted)}
          onClose={onClose}
        />
      );
    case 'rename-project':
      return (
        <NameDialog
          title="Rename this project"
          label="Name"
          verb="Rename"
          initial={name}
          problem={projectNameProblem}
          onSubmit={(wanted) => void projects.rename(wanted)}
          onClose={onClose}
        />
      );
    case 'delete-project':
      return (
        <ConfirmDialog
          title={`Delete “${visible(name)}”?`}
          text="The project and all its files are removed from this browser. This cannot be undone."
          verb="Delete"
          onConfirm={() => void projects.removeOpen()}
          onClose={onClose}
        />
      );
    case 'damaged-project':
      return <DamagedDialog id={dialog.id} onClose={onClose} />;
    case 'delete-file':
      return (
        <ConfirmDialog
          title={`Delete “${visible(fileName(dialog.path))}”?`}
          text={
            dialog.isFolder
              ? 'The folder and everything in it are deleted. This cannot be undone.'
              : 'The file is removed from this project. This cannot be undone.'
          }
          verb="Delete"
          onConfirm={() => void files.remove(dialog.path)}
          onClose={onClose}
        />
      );
    case 'arriving-link':
      return <ArrivingLinkDialog onClose={onClose} />;
    case 'taken':
      return <TakenDialog paths={dialog.paths} onClose={onClose} />;
  }
}
