import { BOTTOM_BODY, tabId } from '../services/page/panel.ts';
import { useServices } from '../services/use-services.ts';
import type { PanelName } from '../state/panel-name.ts';
import { selectLeft, selectRight } from '../state/panels-slice.ts';
import { useApp } from '../state/use-app.ts';
import { Loaded } from '../ui/Loaded.tsx';
import { Splitter } from '../ui/Splitter.tsx';
import { PanelSlot } from './PanelSlot.tsx';
import './workbench.css';

const panels = () => import('../panels.ts');
const loadRail = async () => ({ default: (await panels()).Rail });
const loadTabs = async () => ({ default: (await panels()).BottomTabs });
const loadPhoneBar = () => import('../features/panels/PhoneBar.tsx');

/** Where the panels stand. At phone width they take turns, and the bar beneath says which. */
export function Workbench({ onFailed }: { readonly onFailed: () => void }) {
  const isNarrow = useApp((state) => state.isNarrow);
  const active = useApp((state) => state.activePanel);
  if (isNarrow) {
    return (
      <>
        <main className="workbench" data-panel={active}>
          <PanelSlot key={active} name={active} />
        </main>
        <Loaded load={loadPhoneBar} props={NONE} fallback={<div className="panel-switch" />} onFailed={onFailed} />
      </>
    );
  }
  return (
    <main className="workbench">
      <Loaded load={loadRail} props={NONE} fallback={<div className="rail" />} onFailed={onFailed} />
      <div className="workbench-main">
        <Top />
        <Bottom onFailed={onFailed} />
      </div>
    </main>
  );
}

function Top() {
  const left = useApp(selectLeft);
  const right = useApp(selectRight);
  return (
    <div className="workbench-top">
      {left && <Side key={left} name={left} />}
      <PanelSlot name="editor" />
      {right && <Side key={right} name={right} isAfter />}
    </div>
  );
}

/** A panel beside the editor, and the line between them. */
function Side({ name, isAfter = false }: { readonly name: PanelName; readonly isAfter?: boolean }) {
  const { size, initial, title, resize } = useSize(name);
  const line = (
    <Splitter
      label={`Resize ${title}`}
      orientation="vertical"
      isReversed={isAfter}
      size={size}
      min={160}
      max={1000}
      initial={initial}
      onResize={resize}
    />
  );
  return (
    <>
      {isAfter && line}
      <div className="workbench-side" style={{ width: size }}>
        <PanelSlot name={name} />
      </div>
      {!isAfter && line}
    </>
  );
}

function Bottom({ onFailed }: { readonly onFailed: () => void }) {
  const open = useApp((state) => state.bottomPanel);
  const isHidden = useApp((state) => state.isBottomHidden);
  const { size, initial, resize } = useSize(open, 'bottom');
  return (
    <>
      {!isHidden && (
        <Splitter
          label="Resize the bottom panel"
          orientation="horizontal"
          isReversed
          size={size}
          min={96}
          max={640}
          initial={initial}
          onResize={resize}
        />
      )}
      <div className="workbench-bottom" style={isHidden ? undefined : { height: size }}>
        <Loaded load={loadTabs} props={NONE} fallback={<div className="bottom-strip" />} onFailed={onFailed} />
        {!isHidden && (
          <div role="tabpanel" id={BOTTOM_BODY} aria-labelledby={tabId(open)} className="bottom-body">
            <PanelSlot key={open} name={open} />
          </div>
        )}
      </div>
    </>
  );
}

interface Sizing {
  readonly title: string;
  readonly size: number;
  readonly initial: number;
  readonly resize: (size: number) => void;
}

/** Pixels: as wide as the panel was left, and as its row says until then. */
function useSize(name: PanelName, key: string = name): Sizing {
  const row = useServices().panels.find((panel) => panel.name === name);
  const kept = useApp((state) => state.sizes[key]);
  const panelResized = useApp((state) => state.panelResized);
  const initial = row?.size ?? 0;
  return { title: row?.title ?? '', size: kept ?? initial, initial, resize: (size) => panelResized(key, size) };
}

const NONE = {};
