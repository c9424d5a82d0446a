// What one guest told the therapist's page of its consent, and how much of it is handed on to be kept.
import { CONSENTS_OF_LEG } from "../../protocol/limits.ts";
import type { ConsentBody } from "../../protocol/sealed.ts";

export interface ConsentInbox {
  receive(body: ConsentBody, isAdmitted: boolean): void;
  /** The guest may have been let in: what waited for that is handed on. */
  look(isAdmitted: boolean): void;
}

/**
 * Whoever has the link can say anything: nothing is handed on before the therapist has let the person in, but that
 * this device takes back what it gave. Only the latest waits.
 */
export function createConsentInbox(
  handOn: (told: Omit<ConsentBody, "type">, isAdmitted: boolean) => void,
): ConsentInbox {
  let waiting: ConsentBody | null = null;
  let left = CONSENTS_OF_LEG;

  function look(isAdmitted: boolean): void {
    if (waiting === null || left === 0) return;
    if (!isAdmitted && waiting.withdrawnAt === null) return;
    const { type: _, ...told } = waiting;
    waiting = null;
    left -= 1;
    handOn(told, isAdmitted);
  }
  return {
    receive(body, isAdmitted) {
      waiting = body;
      look(isAdmitted);
    },
    look,
  };
}
