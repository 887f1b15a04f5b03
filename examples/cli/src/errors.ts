/** What the process answers to the shell: one number per kind of failure. */
export const exitCodes = {
  ok: 0,
  /** The server refused what was asked. */
  refused: 1,
  /** The command line makes no sense. */
  usage: 2,
  /** Nobody could be signed in. */
  signIn: 3,
  /** No server answered, or it cannot work just now. */
  unavailable: 4,
} as const;

/** A failure to be told in one sentence. */
export class CliError extends Error {
  readonly exitCode: number;

  constructor(kind: Exclude<keyof typeof exitCodes, 'ok'>, message: string) {
    super(message);
    this.exitCode = exitCodes[kind];
  }
}
