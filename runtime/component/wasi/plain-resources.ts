/** What a handle of `terminal-input` stands for: it has no methods in 0.2. */
export class TerminalInput {
  readonly shown = 'terminal-input';
}

/** What a handle of `terminal-output` stands for: it has no methods in 0.2. */
export class TerminalOutput {
  readonly shown = 'terminal-output';
}

/** What a handle of `network` stands for: it grants the asking, and every answer is that access is denied. */
export class Network {
  readonly shown = 'network';
}
