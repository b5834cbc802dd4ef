import type { ReactNode } from 'react';
import type { PanelName } from '../state/panel-name.ts';
import { selectLeft, selectRight } from '../state/panels-slice.ts';
import { useApp } from '../state/use-app.ts';
import { PanelSlot } from './PanelSlot.tsx';
import { BOTTOM_SHARE, usePanelSize } from './use-panel-size.ts';

/** The panels in the sizes that they were left in, until what resizes them has been fetched. */
export function FixedLayout({ bottom }: { readonly bottom: ReactNode }) {
  const left = useApp(selectLeft);
  const right = useApp(selectRight);
  const open = useApp((state) => state.bottomPanel);
  const isHidden = useApp((state) => state.isBottomHidden);
  const { size, isChosen } = usePanelSize(open, 'bottom');
  return (
    <div className="workbench-main">
      <div className="workbench-top">
        {left && <Side key={left} name={left} />}
        <PanelSlot name="editor" />
        {right && <Side key={right} name={right} />}
      </div>
      <div
        className="workbench-bottom"
        style={isHidden ? undefined : { height: isChosen ? size : `min(${size}px, ${BOTTOM_SHARE * 100}%)` }}
      >
        {bottom}
      </div>
    </div>
  );
}

function Side({ name }: { readonly name: PanelName }) {
  return (
    <div className="workbench-side" style={{ width: usePanelSize(name).size }}>
      <PanelSlot name={name} />
    </div>
  );
}
