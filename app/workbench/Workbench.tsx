import type { ReactNode } from 'react';
import { BOTTOM_BODY, tabId } from '../services/page/panel.ts';
import { useApp } from '../state/use-app.ts';
import { Loaded } from '../ui/Loaded.tsx';
import { FixedLayout } from './FixedLayout.tsx';
import { PanelSlot } from './PanelSlot.tsx';
import './workbench.css';

const panels = () => import('../panels.ts');
const loadRail = async () => ({ default: (await panels()).Rail });
const loadTabs = async () => ({ default: (await panels()).BottomTabs });
const loadPhoneBar = () => import('../features/panels/PhoneBar.tsx');
const loadLayout = () => import('./ResizableLayout.tsx');

interface WorkbenchProps {
  readonly onFailed: () => void;
  /** Of the last run. */
  readonly outcome: ReactNode;
}

/** Where the panels stand. At phone width they take turns, and the bar beneath says which. */
export function Workbench({ onFailed, outcome }: WorkbenchProps) {
  const isNarrow = useApp((state) => state.isNarrow);
  const active = useApp((state) => state.activePanel);
  if (isNarrow) {
    return (
      <>
        {outcome}
        <main className="workbench" data-panel={active}>
          <PanelSlot key={active} name={active} />
        </main>
        <Loaded load={loadPhoneBar} props={NONE} fallback={<div className="panel-switch" />} onFailed={onFailed} />
      </>
    );
  }
  const bottom = <Bottom onFailed={onFailed} />;
  return (
    <main className="workbench">
      <Loaded load={loadRail} props={NONE} fallback={<div className="rail" />} onFailed={onFailed} />
      <div className="workbench-column">
        {/* Where it cannot be fetched, the panels keep the sizes that they have. */}
        <Loaded load={loadLayout} props={{ bottom }} fallback={<FixedLayout bottom={bottom} />} />
        {outcome}
      </div>
    </main>
  );
}

function Bottom({ onFailed }: { readonly onFailed: () => void }) {
  const open = useApp((state) => state.bottomPanel);
  const isHidden = useApp((state) => state.isBottomHidden);
  return (
    <>
      <Loaded load={loadTabs} props={NONE} fallback={<div className="bottom-strip" />} onFailed={onFailed} />
      {!isHidden && (
        <div role="tabpanel" id={BOTTOM_BODY} aria-labelledby={tabId(open)} className="bottom-body">
          <PanelSlot key={open} name={open} />
        </div>
      )}
    </>
  );
}

const NONE = {};
