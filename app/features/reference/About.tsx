import { Fragment } from 'react';
import type { SyscallName } from '../../../runtime/abi/syscalls.ts';
import { CallLink } from './links.tsx';
import { RIGHT_USES, UNSTABLE_DIFFERENCES } from './reference-model.ts';

/** What holds for all functions: rights, the older snapshot, the personalities. */
export function About({ onShow }: { readonly onShow: (name: SyscallName) => void }) {
  return (
    <>
      <section aria-label="Rights" className="reference-family">
        <h3 className="reference-title">Rights</h3>
        <p className="reference-text">
          A descriptor carries the rights that hold for itself and those that what is opened beneath it can inherit.
          Rights can be given up and never gained.
        </p>
        <dl className="rights">
          {RIGHT_USES.map(({ right, calls }) => (
            <div key={right} className="reference-right">
              <dt>
                <code>{right}</code>
              </dt>
              <dd>
                {calls.map((name, index) => (
                  <Fragment key={name}>
                    {index > 0 && ', '}
                    <CallLink name={name} onShow={onShow} />
                  </Fragment>
                ))}
              </dd>
            </div>
          ))}
        </dl>
      </section>
      <section aria-label="wasi_unstable" className="reference-family">
        <h3 className="reference-title">wasi_unstable</h3>
        <p className="reference-text">
          The snapshot that was current when WASI was announced. Programs that import it run here too; it differs from
          Preview 1 in this:
        </p>
        <ul className="reference-list">
          {UNSTABLE_DIFFERENCES.map((difference) => (
            <li key={difference}>{difference}</li>
          ))}
        </ul>
      </section>
      <section aria-label="Personalities" className="reference-family">
        <h3 className="reference-title">Personalities</h3>
        <p className="reference-text">How much of Preview 1 the host enforces is a setting of the project.</p>
        <dl className="reference-list">
          <dt>Strict Preview 1</dt>
          <dd>
            Every right of the table is checked on every call, as the specification says. A call without a right answers{' '}
            <code>notcapable</code>.
          </dd>
          <dt>Modern</dt>
          <dd>
            As today’s hosts do it: the rights to read, to write and to change what is in a directory are checked; the
            others are never asked for.
          </dd>
        </dl>
      </section>
    </>
  );
}
