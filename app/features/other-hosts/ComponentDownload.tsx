import { useEffect, useState } from 'react';
import type { BuiltComponent } from '../../../runtime/protocol/kernel.ts';
import { COMPONENT_NAME } from '../../services/files/downloads.ts';
import { sizeText } from '../../text/file-text.ts';
import { useServices } from '../../services/use-services.ts';
import { CodeLines } from './CodeLines.tsx';

/** `waiting`: it is being made; undefined: nothing was built. */
type Made = BuiltComponent | undefined | 'waiting';

/** The program that was built last as a component: its download, and its world. Nothing is fetched for it before it is shown. */
export function ComponentDownload() {
  const { downloads } = useServices();
  const [made, setMade] = useState<Made>('waiting');

  useEffect(() => {
    let isGone = false;
    downloads(async (part) => {
      const found = await part.component();
      if (!isGone) setMade(found);
    });
    return () => {
      isGone = true;
    };
  }, [downloads]);

  const component = made !== 'waiting' && made?.ok ? made.value : undefined;
  return (
    <>
      <div className="other-hosts-download">
        <button
          type="button"
          className="button is-primary"
          disabled={!component}
          aria-describedby="component-size"
          onClick={() =>
            downloads((part) => {
              if (component) part.saveComponent(component.bytes);
              return Promise.resolve();
            })
          }
        >
          Download {COMPONENT_NAME}
        </button>
        <p id="component-size" className="other-hosts-size" role="status">
          {stateText(made)}
        </p>
      </div>
      {component && <CodeLines title="Its world, in WIT" what="the world" text={component.world} />}
    </>
  );
}

function stateText(made: Made): string {
  if (made === 'waiting') return 'Making the component…';
  if (!made) return 'Nothing has been built in this project yet. Run it once, then download the program here.';
  if (!made.ok) return `${made.error}.`;
  return `${sizeText(made.value.bytes.length)}: the program and the preview1 adapter, which answers its calls over WASI 0.2.`;
}
