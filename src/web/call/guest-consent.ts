// What the person at a guest's page has agreed to, and that each leg is told of it, sealed. It lives in this page, in
// this tab for a reload, and beyond that only on a device that is to be remembered.
import type { ConsentBody, SealedBody } from "../../protocol/sealed.ts";
import type { Consent, Observable } from "./call-view.ts";
import { createSource } from "./observable.ts";

export interface ConsentKeeper {
  readonly view: Observable<Consent | null>;
  /** What a reload or a remembered device may bring back: a consent that stands. */
  standing(): Consent | null;
  give(consent: Consent): void;
  /** Was remembered on this device; what was given in this page goes before. */
  recall(consent: Consent | null): void;
  /** Takes back what stands; false if nothing does. */
  withdraw(now: number): boolean;
  /** Whether the withdrawal has reached the therapist's page; null: that is not known yet. */
  readonly heard: Observable<boolean | null>;
  /** The leg that was told of the withdrawal ends, with all acknowledged or not; null: there was none to tell. */
  hearOf(farewell: Promise<boolean> | null): Promise<void>;
  /** The peer of a new leg knows nothing yet. */
  newLeg(): void;
  /** Tells the leg's peer what it has not heard. */
  tell(send: (body: SealedBody) => void): void;
}

const bodyOf = (consent: Consent): ConsentBody => ({ type: "consent", ...consent });

export function createConsentKeeper(): ConsentKeeper {
  const view = createSource<Consent | null>(null);
  const heard = createSource<boolean | null>(null);
  let told: Consent | null = null;
  const standing = (): Consent | null => {
    const consent = view.get();
    return consent?.withdrawnAt === null ? consent : null;
  };
  return {
    view,
    standing,
    heard,
    give(consent) {
      heard.set(null);
      view.set(consent);
    },
    async hearOf(farewell) {
      const withdrawn = view.get();
      const isHeard = farewell !== null && (await farewell);
      // Somebody may have agreed anew meanwhile.
      if (view.get() === withdrawn) heard.set(isHeard);
    },
    recall(consent) {
      if (view.get() === null) view.set(consent);
    },
    withdraw(now) {
      const consent = standing();
      if (consent === null) return false;
      view.set({ ...consent, withdrawnAt: Math.max(now, consent.givenAt, 1) });
      return true;
    },
    newLeg() {
      told = null;
    },
    tell(send) {
      const consent = view.get();
      if (consent === null || consent === told) return;
      told = consent;
      send(bodyOf(consent));
    },
  };
}
