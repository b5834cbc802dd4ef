/** The lesson to begin with, and the one in which a file is taken from a running program. */
export const FIRST_LESSON = 'first-program';
export const TAKING_BACK = 'revocation';
/** The example whose calls are refused. */
export const REFUSED = 'refusal';
