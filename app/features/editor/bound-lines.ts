import { TextModel } from 'monaco-editor/editor/common/model/textModel';

/** Texts with more lines have no colours, no folding and no wrapping. */
const MOST_LINES = 50_000;

// Monaco makes something for each line of a text that it shows, in one task: 70 ms for 120,000 lines, which a program can
// have written. It leaves that out for texts with 300,000 lines, and has no option for another number.
TextModel.LARGE_FILE_LINE_COUNT_THRESHOLD = MOST_LINES;
