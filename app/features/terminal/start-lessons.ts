/** The lesson to begin with, and the one in which a file is taken from a running program. */
export const FIRST_LESSON = 'first-program';
export const TAKING_BACK = 'revocation';
/** The example that makes calls which are refused. */
export const REFUSED = 'refusal';
