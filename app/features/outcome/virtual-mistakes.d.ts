declare module 'virtual:mistakes' {
  /** A kind of mistake, with a program that makes it and what is said of that. */
  interface MistakePage {
    readonly title: string;
    /** What the compiler is given besides; empty for nothing. */
    readonly flags: string;
    /** The name of the program's file. */
    readonly file: string;
    readonly source: string;
    readonly said: string;
  }
  const PAGES: ReadonlyMap<string, MistakePage>;
  export default PAGES;
}
