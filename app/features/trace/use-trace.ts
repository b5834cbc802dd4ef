import { useEffect, useState } from 'react';
import type { TraceLog } from '../../services/watch/trace-log.ts';
import { useServices } from '../../services/use-services.ts';
import { TraceView, type TraceFilter } from './trace-view.ts';

/** The page's log, once it has been fetched. */
export function useTraceLog(): TraceLog | undefined {
  const { trace } = useServices();
  const [log, setLog] = useState<TraceLog>();
  useEffect(() => trace((part) => setLog(part)), [trace]);
  return log;
}

/** What a filter shows of the log; the component is drawn again, at most once a frame, when that changes. */
export function useTraceView(log: TraceLog, filter: TraceFilter, pausedAt: number | undefined): TraceView {
  const [view] = useState(() => new TraceView(log));
  const [, setTick] = useState(0);
  useEffect(() => {
    let frame = 0;
    const update = (): void => {
      cancelAnimationFrame(frame);
      const isDone = view.update(filter, Math.min(log.end, pausedAt ?? Infinity));
      setTick((tick) => tick + 1);
      if (!isDone) frame = requestAnimationFrame(update);
    };
    update();
    const unsubscribe = log.subscribe(update);
    return () => {
      cancelAnimationFrame(frame);
      unsubscribe();
    };
  }, [log, view, filter, pausedAt]);
  return view;
}
