import { useEffect, useRef, type ReactNode, type RefObject } from 'react';
import {
  Group,
  Panel,
  Separator,
  usePanelRef,
  type GroupProps,
  type PanelImperativeHandle,
} from 'react-resizable-panels';
import type { PanelName } from '../state/panel-name.ts';
import { selectLeft, selectRight } from '../state/panels-slice.ts';
import { useApp } from '../state/use-app.ts';
import { PanelSlot } from './PanelSlot.tsx';
import { BOTTOM_SHARE, usePanelSize } from './use-panel-size.ts';
import './splitter.css';

/** Of the row of tabs, as `bottom-tabs.css` says. */
const STRIP_PX = 33;
/** They have what the others leave. */
const FILLING = ['top', 'editor'];
/** Header and status line; the first layout knows no height yet. */
const AROUND_PX = 69;
const LEAST_PX = { editorWidth: 200, editorHeight: 96, side: 160, bottom: 110 } as const;

/** The panels with lines between them that can be dragged and moved with the arrow keys. Fetched after the first paint. */
export default function ResizableLayout({ bottom }: { readonly bottom: ReactNode }) {
  const left = useApp(selectLeft);
  const right = useApp(selectRight);
  return (
    <RememberingGroup orientation="vertical" className="workbench-main">
      <Panel id="top" minSize={LEAST_PX.editorHeight} className="workbench-cell">
        <RememberingGroup orientation="horizontal">
          {left && <Side key={left} name={left} line="after" />}
          <Panel id="editor" minSize={LEAST_PX.editorWidth} className="workbench-cell">
            <PanelSlot name="editor" />
          </Panel>
          {right && <Side key={right} name={right} line="before" />}
        </RememberingGroup>
      </Panel>
      <Bottom>{bottom}</Bottom>
    </RememberingGroup>
  );
}

/** A group of panels that remembers their sizes when the user moves a line, and not when a small window makes a panel smaller. */
function RememberingGroup({ orientation, ...rest }: GroupProps) {
  const resized = useApp((state) => state.panelResized);
  const bottomHidden = useApp((state) => state.bottomHidden);
  const element = useRef<HTMLDivElement>(null);
  return (
    <Group
      {...rest}
      orientation={orientation}
      elementRef={element}
      onLayoutChanged={(layout, { isUserInteraction }) => {
        if (!isUserInteraction) return;
        const side = orientation === 'vertical' ? 'offsetHeight' : 'offsetWidth';
        const panels = [...(element.current?.children ?? [])].filter((child) => child instanceof HTMLElement);
        const sum = panels.reduce((total, panel) => total + (panel.matches('[data-panel]') ? panel[side] : 0), 0);
        for (const [id, percent] of Object.entries(layout)) {
          const size = Math.round((sum * percent) / 100);
          if (id === 'bottom') bottomHidden(size <= STRIP_PX);
          // A panel that this move hides keeps the size it had.
          if (!FILLING.includes(id) && size > STRIP_PX) resized(id, size);
        }
      }}
    />
  );
}

interface Bound {
  readonly isHidden: boolean;
  /** Of the group's height, at most. */
  readonly share: number;
}

/** When the window has changed, the panel gets its size again, as far as there is room. Returns the ref for its element. */
function useSize(
  panel: RefObject<PanelImperativeHandle | null>,
  size: number,
  { isHidden, share }: Bound = { isHidden: false, share: Infinity },
) {
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const group = element.current?.parentElement;
    if (!group || isHidden) return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry) panel.current?.resize(Math.min(size, Math.ceil(entry.contentRect.height * share)));
    });
    observer.observe(group);
    return () => observer.disconnect();
  }, [panel, size, isHidden, share]);
  return element;
}

/** A panel beside the editor, and the line between them. */
function Side({ name, line }: { readonly name: PanelName; readonly line: 'before' | 'after' }) {
  const { title, size } = usePanelSize(name);
  const panel = usePanelRef();
  const element = useSize(panel, size);
  const separator = <Separator aria-label={`Resize ${title}`} className="splitter is-vertical" />;
  return (
    <>
      {line === 'before' && separator}
      <Panel
        id={name}
        panelRef={panel}
        elementRef={element}
        defaultSize={size}
        minSize={LEAST_PX.side}
        maxSize="70%"
        groupResizeBehavior="preserve-pixel-size"
        className="workbench-cell"
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
  const { size, isChosen } = usePanelSize(open, 'bottom');
  const panel = usePanelRef();
  const share = isChosen ? Infinity : BOTTOM_SHARE;
  const element = useSize(panel, size, { isHidden, share });

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
        elementRef={element}
        defaultSize={isHidden ? STRIP_PX : Math.min(size, Math.ceil(share * (innerHeight - AROUND_PX)))}
        minSize={LEAST_PX.bottom}
        maxSize="80%"
        collapsible
        collapsedSize={STRIP_PX}
        groupResizeBehavior="preserve-pixel-size"
        className="workbench-cell workbench-bottom"
      >
        {children}
      </Panel>
    </>
  );
}
