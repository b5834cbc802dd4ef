/** Why a component cannot be read or started, as a sentence for whoever brought it. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable';
}
