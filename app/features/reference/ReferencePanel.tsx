import { Printer } from 'lucide-react';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { errnoCode, errnoText } from '../../../runtime/abi/errno.ts';
import type { SyscallName } from '../../../runtime/abi/syscalls.ts';
import { useServices } from '../../services/use-services.ts';
import { useApp } from '../../state/use-app.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { SidePanel } from '../../ui/SidePanel.tsx';
import { About } from './About.tsx';
import { goTo, Right, RightList } from './links.tsx';
import { ENTRIES, entryFamilies, matching, signature, type Entry, type Need } from './reference-model.ts';
import './reference.css';

/** Every function of WASI as this machine has it, from the table. Loaded when first opened, hence the default export. */
export default function ReferencePanel() {
  const { focus } = useServices();
  const panelClosed = useApp((state) => state.panelClosed);
  const lookup = useApp((state) => state.lookup);
  const [filter, setFilter] = useState('');
  const [wanted, setWanted] = useState<{ readonly name: string }>();
  const field = useRef<HTMLInputElement>(null);
  const pages = useRef<HTMLDivElement>(null);
  const shown = matching(ENTRIES, filter);

  useEffect(() => focus.register('reference', () => field.current?.focus()), [focus]);

  /** What the filter hides comes back first. */
  function show(name: string): void {
    if (!shown.some((entry) => entry.name === name)) setFilter('');
    setWanted({ name });
  }

  const [seen, setSeen] = useState<typeof lookup>();
  if (lookup && lookup !== seen) {
    setSeen(lookup);
    show(lookup.name);
  }

  useEffect(() => {
    if (wanted) goTo(pages.current, wanted.name);
  }, [wanted]);

  return (
    <SidePanel
      label="Reference"
      title="System call reference"
      closeLabel="Close the reference"
      className="reference-panel"
      tools={
        <IconButton label="Print the reference" className="is-small" onClick={() => window.print()}>
          <Printer size={14} aria-hidden />
        </IconButton>
      }
      onClose={() => panelClosed('reference')}
    >
      <div className="reference-filter">
        <input
          ref={field}
          type="search"
          className="field"
          aria-label="Filter the reference"
          placeholder="A function, a right, an error, a word"
          spellCheck={false}
          value={filter}
          onChange={(event) => setFilter(event.target.value)}
        />
        <span role="status" className="reference-count">
          {filter.trim() === '' ? `${ENTRIES.length} functions` : `${shown.length} of ${ENTRIES.length}`}
        </span>
      </div>
      {/* The list is long: keyboard users scroll it from here. */}
      <div ref={pages} className="reference-pages" tabIndex={0} role="group" aria-label="Functions">
        {shown.length === 0 && <p className="panel-empty">No function has all of that in it.</p>}
        {entryFamilies(shown).map(({ title, entries }) => (
          <section key={title} aria-label={title} className="reference-family">
            <h3 className="reference-title">{title}</h3>
            {entries.map((entry) => (
              <Call key={entry.name} entry={entry} onShow={show} />
            ))}
          </section>
        ))}
        {filter.trim() === '' && <About onShow={show} />}
      </div>
    </SidePanel>
  );
}

interface CallProps {
  readonly entry: Entry;
  readonly onShow: (name: SyscallName) => void;
}

function Call({ entry, onShow }: CallProps) {
  const { name, doc, departs, needs, errors } = entry;
  return (
    <article className="call" aria-labelledby={`call-${name}`}>
      <h4 id={`call-${name}`} className="call-name" data-call={name} tabIndex={-1}>
        {name}
      </h4>
      <p className="call-signature">{signature(entry)}</p>
      <p>{doc}</p>
      {departs !== undefined && (
        <p className="call-departs">
          <strong>Departs from the specification:</strong> {departs}
        </p>
      )}
      {needs.map((need) => (
        <NeedText key={need.param} need={need} own={name} onShow={onShow} />
      ))}
      {errors.length > 0 && (
        <dl className="call-errors" aria-label={`Errors of ${name}`}>
          {errors.map((errno) => (
            <div key={errno} className="call-error">
              <dt>
                <code>{errno}</code> <span className="call-code">{errnoCode(errno)}</span>
              </dt>
              <dd>{errnoText(errno)}</dd>
            </div>
          ))}
        </dl>
      )}
    </article>
  );
}

interface NeedTextProps {
  readonly need: Need;
  readonly own: SyscallName;
  readonly onShow: (name: SyscallName) => void;
}

/** `fd needs fd_tell or fd_seek.` */
function NeedText({ need, own, onShow }: NeedTextProps): ReactNode {
  const { param, rights, or, asTell, when, notFor, isList } = need;
  const right = (name: Need['rights'][number]) => <Right name={name} own={own} onShow={onShow} />;
  return (
    <p className="call-need">
      {isList && 'each descriptor in '}
      <code>{param}</code>{' '}
      {rights.length === 0 ? 'needs no right' : <>needs {<RightList names={rights} own={own} onShow={onShow} />}</>}
      {or.length > 0 && <> or {<RightList names={or} own={own} onShow={onShow} />}</>}
      {asTell.length > 0 && (
        <>; to ask only where it is, {<RightList names={asTell} own={own} onShow={onShow} />} will do</>
      )}
      {when.map(({ flag, right: needed }) => (
        <span key={flag}>
          ; with <code>{flag}</code> also {right(needed)}
        </span>
      ))}
      {notFor.map(({ errno, kinds }) => (
        <span key={errno}>
          ; of {kinds.join(', ')} it says <code>{errno}</code>
        </span>
      ))}
      .
    </p>
  );
}
