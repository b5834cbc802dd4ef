import { useContext, useLayoutEffect, useRef } from 'react';
import type { PanelName } from '../state/panel-name.ts';
import { PanelHostsContext } from './panel-hosts.ts';

/** Where the layout shows a panel. */
export function PanelSlot({ name }: { readonly name: PanelName }) {
  const hosts = useContext(PanelHostsContext);
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (place.current) return hosts?.put(name, place.current);
    return undefined;
  }, [hosts, name]);
  return <div ref={place} className="panel-slot" />;
}
