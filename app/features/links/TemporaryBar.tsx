import { useServices } from '../../services/use-services.ts';
import './links.css';

/** Stands above a project that came from a link, for as long as it is not kept. Loaded with it, hence the default export. */
export default function TemporaryBar() {
  const { actions } = useServices();
  return (
    <section className="temporary-bar" aria-label="From a link">
      <p>This project came from a link. It is lost when you close this tab, unless you keep a copy.</p>
      <button type="button" className="button is-small" onClick={actions['keep-project'].run}>
        Keep a copy
      </button>
    </section>
  );
}
