declare module 'monaco-editor/editor/common/model/textModel' {
  /** What Monaco's own types leave out. */
  export const TextModel: { LARGE_FILE_LINE_COUNT_THRESHOLD: number };
}
