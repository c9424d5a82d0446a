// What the doctor found: one line each, with what to do where something is to be done.

/** `unknown`: it cannot be seen from here, and the line says why. */
export type State = "good" | "warning" | "failed" | "unknown";

export type Finding = {
  readonly about: string;
  readonly state: State;
  /** Never a secret, a name or a whole address of a person. */
  readonly saw: string;
  readonly advice?: string;
};

export const good = (about: string, saw: string): Finding => ({ about, state: "good", saw });
const withAdvice =
  (state: State) =>
  (about: string, saw: string, advice: string): Finding => ({ about, state, saw, advice });
export const warning = withAdvice("warning");
export const failed = withAdvice("failed");
export const unknown = withAdvice("unknown");
