// Where a room stands with consents: what the therapist can rely on, and what was taken back.
import { dateOf } from "./calendar.ts";
import type { KeptConsent, Room } from "./room-store.ts";

export interface ConsentState {
  /** Since when there is a consent that stands, on paper or sealed: "2026-11-25"; null: none. */
  readonly since: string | null;
  readonly isOnPaper: boolean;
  /** Of people whose last word was a withdrawal, and who have not signed a paper since. */
  readonly withdrawn: readonly KeptConsent[];
}

/** A person is told apart by the name at the knock: devices change with each visit that is not remembered. */
export function consentStateOf(room: Pick<Room, "consents" | "paperConsent">): ConsentState {
  const { consents, paperConsent } = room;
  const last = new Map(consents.map((consent) => [consent.name, consent]));
  const withdrawn = [...last.values()].filter(
    ({ withdrawnAt }) =>
      withdrawnAt !== null && (paperConsent === null || paperConsent < dateOf(withdrawnAt)),
  );
  const [first] = consents.filter(({ withdrawnAt }) => withdrawnAt === null);
  const isOnPaper = paperConsent !== null && withdrawn.length === 0;
  const since = isOnPaper ? paperConsent : first === undefined ? null : dateOf(first.givenAt);
  return { since, isOnPaper, withdrawn };
}
