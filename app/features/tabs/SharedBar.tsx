import { useServices } from '../../services/use-services.ts';
import { useApp } from '../../state/use-app.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { Icon } from '../../ui/icons.tsx';
import './shared-bar.css';

/** Says that another tab has the project, that it was changed there, or that it was damaged. Loaded when first needed, hence the default export. */
export default function SharedBar() {
  const project = useApp((state) => state.project);
  const isConflict = useApp(({ storage }) => storage?.phase === 'conflict');
  if (project.phase !== 'open') return null;
  return (
    <>
      {project.access === 'reader' && <ReaderBar wasTaken={project.wasTaken} />}
      {isConflict && project.access === 'owner' && <ConflictBar />}
      {project.repairs.length > 0 && <RepairsBar repairs={project.repairs} />}
    </>
  );
}

function ReaderBar({ wasTaken }: { readonly wasTaken: boolean }) {
  const { shared } = useServices();
  return (
    <section className="shared-bar" aria-label="Open in another tab" aria-live="polite">
      <p>
        {wasTaken ? 'Another tab has taken this project over. ' : 'This project is open in another tab. '}
        Here it can only be read and run, and changes made there are shown. Programs cannot write into it.
      </p>
      <div className="shared-bar-buttons">
        <button type="button" className="button is-small" onClick={() => shared((part) => part.takeOver())}>
          {wasTaken ? 'Take it back' : 'Take over'}
        </button>
        <button type="button" className="button is-small" onClick={() => shared((part) => part.copy())}>
          Open a copy
        </button>
      </div>
    </section>
  );
}

function ConflictBar() {
  const { shared } = useServices();
  return (
    <section className="shared-bar" aria-label="Changed in another tab" aria-live="polite">
      <p>
        This project was changed or deleted in another tab after it was opened here. What you did here since then was
        not saved over that.
      </p>
      <div className="shared-bar-buttons">
        <button type="button" className="button is-small" onClick={() => shared((part) => part.copy())}>
          Keep mine as a copy
        </button>
        <button type="button" className="button is-small" onClick={() => shared((part) => part.reopen())}>
          Discard mine, show the other
        </button>
      </div>
    </section>
  );
}

function RepairsBar({ repairs }: { readonly repairs: readonly string[] }) {
  const repairsRead = useApp((state) => state.repairsRead);
  return (
    <section className="shared-bar" aria-label="Repaired" aria-live="polite">
      <div className="shared-bar-text">
        <p>This project was damaged in this browser’s storage, and was repaired:</p>
        <ul>
          {repairs.map((repair) => (
            <li key={repair}>{repair}.</li>
          ))}
        </ul>
      </div>
      <IconButton label="Dismiss" className="is-small" onClick={repairsRead}>
        <Icon name="cross" size={14} />
      </IconButton>
    </section>
  );
}
