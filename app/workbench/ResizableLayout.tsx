import { useEffect, type ReactNode } from 'react';
import { Group, Panel, Separator, usePanelRef } from 'react-resizable-panels';
import type { PanelName } from '../state/panel-name.ts';
import { selectLeft, selectRight } from '../state/panels-slice.ts';
import { useApp } from '../state/use-app.ts';
import { PanelSlot } from './PanelSlot.tsx';
import { usePanelSize } from './use-panel-size.ts';
import './splitter.css';

/** Of the row of tabs, as `bottom-tabs.css` says. */
const STRIP_PX = 33;
const LEAST_PX = { editorWidth: 200, editorHeight: 200, side: 160, bottom: 110 } as const;

/** The panels with lines between them that can be dragged and moved with the arrow keys. Fetched after the first paint. */
export default function ResizableLayout({ bottom }: { readonly bottom: ReactNode }) {
  const left = useApp(selectLeft);
  const right = useApp(selectRight);
  return (
    <Group orientation="vertical" className="workbench-main">
      <Panel id="top" minSize={LEAST_PX.editorHeight} className="workbench-cell">
        <Group orientation="horizontal">
          {left && <Side key={left} name={left} line="after" />}
          <Panel id="editor" minSize={LEAST_PX.editorWidth} className="workbench-cell">
            <PanelSlot name="editor" />
          </Panel>
          {right && <Side key={right} name={right} line="before" />}
        </Group>
      </Panel>
      <Bottom>{bottom}</Bottom>
    </Group>
  );
}

/** A panel beside the editor, and the line between them. */
function Side({ name, line }: { readonly name: PanelName; readonly line: 'before' | 'after' }) {
  const { title, size } = usePanelSize(name);
  const resized = useApp((state) => state.panelResized);
  const separator = <Separator aria-label={`Resize ${title}`} className="splitter is-vertical" />;
  return (
    <>
      {line === 'before' && separator}
      <Panel
        id={name}
        defaultSize={size}
        minSize={LEAST_PX.side}
        maxSize="70%"
        groupResizeBehavior="preserve-pixel-size"
        className="workbench-cell"
        onResize={({ inPixels }, _id, before) => {
          if (before && inPixels > 0) resized(name, inPixels);
        }}
      >
        <PanelSlot name={name} />
      </Panel>
      {line === 'after' && separator}
    </>
  );
}

function Bottom({ children }: { readonly children: ReactNode }) {
  const open = useApp((state) => state.bottomPanel);
  const isHidden = useApp((state) => state.isBottomHidden);
  const bottomHidden = useApp((state) => state.bottomHidden);
  const resized = useApp((state) => state.panelResized);
  const { size } = usePanelSize(open, 'bottom');
  const panel = usePanelRef();

  useEffect(() => {
    if (isHidden) panel.current?.collapse();
    else if (panel.current?.isCollapsed()) panel.current.expand();
  }, [isHidden, panel]);

  return (
    <>
      <Separator aria-label="Resize the bottom panel" className="splitter is-horizontal" />
      <Panel
        id="bottom"
        panelRef={panel}
        defaultSize={isHidden ? STRIP_PX : size}
        minSize={LEAST_PX.bottom}
        maxSize="80%"
        collapsible
        collapsedSize={STRIP_PX}
        groupResizeBehavior="preserve-pixel-size"
        className="workbench-cell workbench-bottom"
        onResize={({ inPixels }, _id, before) => {
          if (!before) return;
          const isCollapsed = panel.current?.isCollapsed() ?? false;
          if (isCollapsed !== isHidden) bottomHidden(isCollapsed);
          // Less than it may have is what is left while the page becomes narrow, and no wish of the visitor.
          if (!isCollapsed && inPixels >= LEAST_PX.bottom) resized('bottom', inPixels);
        }}
      >
        {children}
      </Panel>
    </>
  );
}
