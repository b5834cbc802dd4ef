/** Thrown through the guest to unwind it when its process has ended. */
export class ProcessEnded extends Error {
  override readonly name = 'ProcessEnded';
}
