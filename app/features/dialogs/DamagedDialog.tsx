import { visible } from '../../../runtime/base/visible-text.ts';
import { useServices } from '../../services/use-services.ts';
import { useApp } from '../../state/use-app.ts';
import { Dialog } from '../../ui/Dialog.tsx';

interface DamagedDialogProps {
  readonly id: string;
  readonly onClose: () => void;
}

/** Says why a project cannot be opened, and what can be done about it. */
export function DamagedDialog({ id, onClose }: DamagedDialogProps) {
  const { projects, shared } = useServices();
  const project = useApp((state) => state.projects.find((known) => known.id === id));
  const closing = (work: () => unknown) => () => {
    onClose();
    work();
  };
  return (
    <Dialog title={`“${visible(project?.name ?? 'This project')}” cannot be opened`} onClose={onClose}>
      <p className="dialog-text">{project?.trouble}.</p>
      <p className="dialog-text">
        Your other projects are not affected. You can try again, download what can still be read of it, or delete it,
        which cannot be undone.
      </p>
      <div className="dialog-buttons">
        <button type="button" className="button is-danger" onClick={closing(() => shared((part) => part.remove(id)))}>
          Delete
        </button>
        <button type="button" className="button" onClick={closing(() => projects.open(id))}>
          Try again
        </button>
        <button type="button" className="button is-primary" onClick={closing(() => shared((part) => part.export(id)))}>
          Download as zip
        </button>
      </div>
    </Dialog>
  );
}
