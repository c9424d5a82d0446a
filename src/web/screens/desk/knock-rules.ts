// When somebody who knocks is heard.

export interface Knocks {
  readonly waiting: number;
  readonly isInCall: boolean;
}

/** A chime for each new one, but none while a call is on: nothing disturbs it (Anlage 31b BMV-Ä). */
export const isChimeDue = (waitingBefore: number, { waiting, isInCall }: Knocks): boolean =>
  waiting > waitingBefore && !isInCall;
