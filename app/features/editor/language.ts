/** Monaco's name for the language of a file. A header may be either; C is the likelier. */
export function languageOf(path: string): 'c' | 'cpp' | 'markdown' | 'plaintext' {
  if (/\.(c|h)$/i.test(path)) return 'c';
  if (/\.(cc|cpp|cxx|c\+\+|hh|hpp|hxx)$/i.test(path)) return 'cpp';
  return /\.(md|markdown)$/i.test(path) ? 'markdown' : 'plaintext';
}
