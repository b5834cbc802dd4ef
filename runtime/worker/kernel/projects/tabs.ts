import * as v from 'valibot';

const id = v.string();
const TabMessage = v.variant('type', [
  /** A project has been saved: tabs that show it read it again. */
  v.object({ type: v.literal('saved'), id, generation: v.number() }),
  /** Projects came, went or have other names. */
  v.object({ type: v.literal('projects') }),
  /** Asks whether a tab that lives holds the project, and the answer. */
  v.object({ type: v.literal('who'), id }),
  v.object({ type: v.literal('held'), id }),
  /** The tab that holds the project is asked to save it and to let go of it. */
  v.object({ type: v.literal('hand-over'), id }),
]);

export type TabMessage = v.InferOutput<typeof TabMessage>;

export interface Tabs {
  readonly say: (message: TabMessage) => void;
}

/** Connects the kernels of all tabs of this site. Where the browser has no channel for it, nothing is heard. */
export function joinTabs(channel: BroadcastChannel | undefined, receive: (message: TabMessage) => void): Tabs {
  if (!channel) return { say: () => undefined };
  channel.onmessage = ({ data }) => {
    // Another tab may run another version.
    const parsed = v.safeParse(TabMessage, data);
    if (parsed.success) receive(parsed.output);
  };
  return { say: (message) => channel.postMessage(message) };
}
