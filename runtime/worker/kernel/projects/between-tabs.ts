import { ProjectLocks } from './project-lock.ts';
import type { BetweenTabs } from './workspace.ts';

/** What this browser has for the tabs of one site. */
export function betweenTabs(): BetweenTabs {
  const { locks } = navigator as { readonly locks?: LockManager };
  return { locks: new ProjectLocks(locks), channel: channelOf('preopen/projects') };
}

function channelOf(name: string): BroadcastChannel | undefined {
  try {
    return typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel(name);
  } catch {
    // Where storage is closed to the page, so may be this.
    return undefined;
  }
}
