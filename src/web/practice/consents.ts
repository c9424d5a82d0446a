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

type Word = Pick<KeptConsent, "name" | "givenAt" | "withdrawnAt">;

/**
 * Whether a consent can be relied on among all those of its room: not taken back, nor given before its person took
 * another one back. A person is told apart by the name at the knock: devices change with each visit that is not
 * remembered.
 */
export const isStanding = (all: readonly Word[], { name, givenAt, withdrawnAt }: Word): boolean =>
  withdrawnAt === null && all.every((one) => one.name !== name || (one.withdrawnAt ?? 0) <= givenAt);

export function consentStateOf(room: Pick<Room, "consents" | "paperConsent">): ConsentState {
  const { consents, paperConsent } = room;
  const standing = consents.filter((consent) => isStanding(consents, consent));
  const agreed = new Set(standing.map(({ name }) => name));
  const inOrder = consents.toSorted((a, b) => (a.withdrawnAt ?? 0) - (b.withdrawnAt ?? 0));
  const last = new Map(inOrder.map((consent) => [consent.name, consent]));
  const withdrawn = [...last.values()].filter(
    ({ name, withdrawnAt }) =>
      withdrawnAt !== null &&
      !agreed.has(name) &&
      (paperConsent === null || paperConsent < dateOf(withdrawnAt)),
  );
  const [first] = standing;
  const isOnPaper = paperConsent !== null && withdrawn.length === 0;
  const since = isOnPaper ? paperConsent : first === undefined ? null : dateOf(first.givenAt);
  return { since, isOnPaper, withdrawn };
}
