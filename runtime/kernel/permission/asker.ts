import type { Disposable } from '../../base/disposable.ts';
import type { Answer, Question } from '../../policy/question.ts';

/**
 * Puts a question to the user. Either the answer is there at once, or `answered` is called later; disposing
 * takes the question back, because the program has ended or looks again.
 */
export type Asker = (question: Omit<Question, 'id'>, answered: (answer: Answer) => void) => Answer | Disposable;
