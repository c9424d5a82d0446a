// How a guest's page comes to its link, and what it keeps: in this tab until the call is over, and in this browser
// only if the person asks for it (docs/protocol.md, "Memory of the guest's page").
import { type Bytes, fromBase64Url, randomBytes, toBase64Url } from "../../e2ee/bytes.ts";
import type { LinkPayload } from "../../e2ee/link.ts";
import { formatLink, parseLinkFragment } from "../../e2ee/link.ts";
import { CallError, type ErrorCode } from "../../protocol/errors.ts";
import { REENTRY, TAB_MEMORY } from "../../protocol/limits.ts";
import type { Consent } from "./call-view.ts";
import { readConsent } from "./kept-consent.ts";

/** Declared in the inventory (src/server/privacy/places.ts). */
const TAB_KEY = "connect.call";

/** What a reloaded page needs to knock again by itself. */
export interface Rejoin {
  readonly name: string;
  readonly microphone: boolean;
  readonly camera: boolean;
  readonly consent: Consent;
  readonly hidesAddress: boolean;
}

interface TabRecord {
  readonly link: string;
  readonly seed: string;
  readonly since: number;
  readonly rejoin?: Rejoin;
  /** When the words were compared in this tab. */
  readonly verifiedAt?: number;
  /** When the page went away; a reload comes back within REENTRY. */
  readonly leftAt?: number;
}

/** Without a consent that stands, or to a wording that has changed since, nobody knocks: the lobby asks. */
function readRejoin(rejoin: TabRecord["rejoin"]): Rejoin | null {
  const consent = readConsent(rejoin?.consent);
  if (rejoin === undefined || consent === null) return null;
  return { ...rejoin, consent, hidesAddress: rejoin.hidesAddress === true };
}

export type TakenLink =
  | { readonly payload: LinkPayload; readonly rejoin: Rejoin | null }
  | { readonly error: ErrorCode | "missing" };

const fragmentOf = (payload: LinkPayload): string => {
  const link = formatLink("", payload);
  return link.slice(link.indexOf("#"));
};

function readTab(): TabRecord | null {
  try {
    const record = JSON.parse(sessionStorage.getItem(TAB_KEY) ?? "null") as TabRecord | null;
    if (record && typeof record.link === "string" && Date.now() - record.since < TAB_MEMORY) return record;
    sessionStorage.removeItem(TAB_KEY);
  } catch {
    // No storage, or not ours: as if there were nothing.
  }
  return null;
}

function writeTab(record: TabRecord): void {
  try {
    sessionStorage.setItem(TAB_KEY, JSON.stringify(record));
  } catch {
    // Without storage the call works; only a reload cannot come back by itself.
  }
}

function newRecord(link: string): TabRecord {
  return { link, seed: toBase64Url(randomBytes(32)), since: Date.now() };
}

/** Reads the link from the address and strips it there at once, or finds it in this tab. */
export function takeLink(): TakenLink {
  const fragment = location.hash;
  if (fragment.length > 1) history.replaceState(null, "", location.pathname + location.search);
  try {
    const kept = readTab();
    if (fragment.length > 1) {
      const payload = parseLinkFragment(fragment);
      const link = fragmentOf(payload);
      if (kept?.link !== link) writeTab(newRecord(link));
      return { payload, rejoin: null };
    }
    if (kept) {
      const isReload = kept.leftAt !== undefined && Date.now() - kept.leftAt < REENTRY;
      const { leftAt: _, ...rest } = kept;
      writeTab(rest);
      return {
        payload: parseLinkFragment(kept.link),
        rejoin: isReload ? readRejoin(kept.rejoin) : null,
      };
    }
    return { error: "missing" };
  } catch (error) {
    return { error: error instanceof CallError ? error.code : "E_LINK_FORMAT" };
  }
}

/** The person chose a room that this browser remembers: as if its link had been opened. */
export function chooseLink(payload: LinkPayload): void {
  writeTab(newRecord(fragmentOf(payload)));
}

/** The seed of this tab's device key for a link; made anew when the tab holds none. */
export function tabSeed(payload: LinkPayload): Bytes {
  const kept = readTab();
  const seed = kept?.link === fragmentOf(payload) ? fromBase64Url(kept.seed) : null;
  return seed ?? randomBytes(32);
}

/** From now on a reload of this tab finds its link, its device key, and comes back by itself. */
export function keepTab(
  payload: LinkPayload,
  seed: Bytes,
  rejoin: Rejoin | null,
  verifiedAt: number | null,
): void {
  const part = rejoin === null ? {} : { rejoin };
  const record = { link: fragmentOf(payload), seed: toBase64Url(seed), since: Date.now(), ...part };
  writeTab(verifiedAt === null ? record : { ...record, verifiedAt });
}

/** When this tab's device key was compared with this link's host, or null. */
export function tabVerifiedAt(payload: LinkPayload): number | null {
  const kept = readTab();
  return kept?.link === fragmentOf(payload) ? (kept.verifiedAt ?? null) : null;
}

/** The page goes away: a reload within REENTRY is taken as wanting back. */
export function markLeft(): void {
  const record = readTab();
  if (record?.rejoin) writeTab({ ...record, leftAt: Date.now() });
}

export function forgetTab(): void {
  try {
    sessionStorage.removeItem(TAB_KEY);
  } catch {
    // Nothing was kept.
  }
}
