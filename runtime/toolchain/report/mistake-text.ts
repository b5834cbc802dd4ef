/** What is said of one kind of mistake. */
export interface MistakeText {
  readonly what: string;
  readonly details?: readonly string[];
  readonly remedy: string;
}
