import type { Badge, Panel } from '../../services/page/panel.ts';
import { useApp } from '../../state/use-app.ts';

/** What a panel has to say without being open. Selected in two parts, since each look makes a new object. */
export function useBadge({ badge }: Panel): Badge | undefined {
  const text = useApp((state) => badge?.(state)?.text);
  const tone = useApp((state) => badge?.(state)?.tone);
  return text === undefined || tone === undefined ? undefined : { text, tone };
}
