import { createElement, useEffect, useState, type ComponentType, type ReactNode } from 'react';

interface LoadedProps<Props> {
  readonly load: () => Promise<{ readonly default: ComponentType<Props> }>;
  readonly props: Props;
  /** Not before this is true is it fetched. */
  readonly isWanted?: boolean;
  /** What stands there until it is here, and stays where it cannot be fetched. */
  readonly fallback?: ReactNode;
  readonly onFailed?: () => void;
}

/**
 * A component that is fetched when it is first shown. `React.lazy` does the same but keeps even one that has long
 * arrived back for a third of a second, which swallows what is typed into it.
 */
export function Loaded<Props extends object>({
  load,
  props,
  isWanted = true,
  fallback = null,
  onFailed,
}: LoadedProps<Props>) {
  const [loaded, setLoaded] = useState<{ readonly load: typeof load; readonly component: ComponentType<Props> }>();

  useEffect(() => {
    if (!isWanted) return;
    let isGone = false;
    load().then(
      (module) => {
        if (!isGone) setLoaded({ load, component: module.default });
      },
      () => {
        if (!isGone) onFailed?.();
      },
    );
    return () => {
      isGone = true;
    };
  }, [load, isWanted, onFailed]);

  // The component of another `load` has other props.
  return loaded?.load === load ? createElement(loaded.component, props) : fallback;
}
