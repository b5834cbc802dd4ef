/** Parts of messages that say what can be done where the reader is: in the page, or on the command line. */
export interface Guidance {
  /** What the file is whose main() was chosen because of it. */
  readonly opened: string;
  readonly anotherMain: string;
  readonly oldStandard: string;
  readonly addLibrary: string;
  /** Where errors are that follow from an earlier one. */
  readonly rest: string;
}

export const PAGE_GUIDANCE: Guidance = {
  opened: 'the file in view',
  anotherMain: 'To run another one, open it, or name it in Settings',
  oldStandard: 'choose a C89 standard in Settings (-std=c89)',
  addLibrary: 'Is a .c file missing, or a library in Settings?',
  rest: 'Problems shows all',
};

export const COMMAND_LINE_GUIDANCE: Guidance = {
  opened: 'the file that is named first',
  anotherMain: 'To run another one, name it first',
  oldStandard: 'choose a C89 standard (--std c89)',
  addLibrary: 'Is a .c file missing on the command line, or a library (--flags "-lNAME")?',
  rest: '--all-errors shows all',
};
