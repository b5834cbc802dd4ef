import { useServices } from '../../services/use-services.ts';
import { Dialog } from '../../ui/Dialog.tsx';

interface ArrivingLinkDialogProps {
  readonly onClose: () => void;
}

/** Stands before the visitor's own project while a link is read. */
export function ArrivingLinkDialog({ onClose }: ArrivingLinkDialogProps) {
  const { links } = useServices();
  const leave = () => {
    onClose();
    links((part) => part.leave());
  };
  return (
    <Dialog title="Opening the link…" onClose={leave}>
      <p className="dialog-text">
        The page is reading the project in it. Nothing runs, and your projects stay as they are.
      </p>
      <div className="dialog-buttons">
        <button type="button" className="button" onClick={leave}>
          Cancel
        </button>
      </div>
    </Dialog>
  );
}
