import type { KernelClient } from '../../../runtime/client/kernel-client.ts';

/** What the services need of the kernel; tests hand in less. */
export type Kernel = Pick<KernelClient, 'request' | 'post' | 'onEvent' | 'unstored'>;

/** The sentence to show for something that was refused or went wrong. */
export function reasonText(reason: unknown): string {
  return reason instanceof Error ? reason.message : String(reason);
}
