import { takenTitle, type TakenAnswer } from '../../services/files/uploads.ts';
import { useServices } from '../../services/use-services.ts';
import { Dialog } from '../../ui/Dialog.tsx';

interface TakenDialogProps {
  readonly paths: readonly string[];
  readonly onClose: () => void;
}

/** Asks what becomes of files whose names are taken. */
export function TakenDialog({ paths, onClose }: TakenDialogProps) {
  const { uploads } = useServices();
  const answer = (given: TakenAnswer) => () => {
    onClose();
    uploads((part) => part.answered(given));
  };
  const isOne = paths.length === 1;
  return (
    <Dialog title={takenTitle(paths)} onClose={answer('cancel')}>
      {!isOne && (
        <ul className="dialog-list">
          {paths.map((path) => (
            <li key={path}>{path}</li>
          ))}
        </ul>
      )}
      <p className="dialog-text">
        {isOne
          ? 'Replacing it cannot be undone. To keep both, the new one gets a number.'
          : 'Replacing them cannot be undone. To keep both, the new ones get a number.'}
      </p>
      <div className="dialog-buttons">
        <button type="button" className="button" onClick={answer('cancel')}>
          Cancel
        </button>
        <button type="button" className="button is-danger" onClick={answer('replace')}>
          Replace
        </button>
        <button type="button" className="button is-primary" onClick={answer('keep-both')}>
          Keep both
        </button>
      </div>
    </Dialog>
  );
}
