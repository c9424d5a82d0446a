// The attacks and faults that the program has to withstand, by the ids under which docs/threat-model.md and
// docs/proof.md speak of them. Each row that is not of a later version has at least one test (proof.ts).

export interface Row {
  readonly id: string;
  readonly name: string;
  /** What has to happen, in one line. */
  readonly must: string;
  /** Why this version has no such thing to test. */
  readonly later?: string;
}

const GROUPS = "there are no calls of more than two yet";
const CODES = "there are no typed codes yet";

export const CATALOGUE = [
  { id: "A1", name: "FP-SWAP", must: "changed fingerprints are refused, no media in either direction" },
  {
    id: "A2",
    name: "FULL-MITM-LINK",
    must: "counted, a notice after ten seconds, nothing sent after the knock, no call; the true host still wins",
  },
  { id: "A3", name: "LINK-SUBSTITUTION", must: "the words differ, and “no match” ends all media" },
  { id: "A4", name: "SAS-GRIND", must: "refused for that handshake alone, or the words do not change" },
  {
    id: "A5",
    name: "SAS-RETRY",
    must: "at most 30 unopened answers in ten minutes, a warning from ten; a repeated knock gets the same answer",
  },
  { id: "A6", name: "REPLAY-CHANNEL", must: "nothing changes, and it is counted" },
  { id: "A7", name: "REORDER-DROP", must: "the call connects, negotiated once" },
  { id: "A8", name: "REFLECTION", must: "refused" },
  { id: "A9", name: "DOWNGRADE", must: "unanswered, or refused" },
  { id: "A10", name: "SPLIT-ROSTER", must: "different rosters are noticed", later: GROUPS },
  { id: "A11", name: "GHOST", must: "nothing opens, nobody is added" },
  { id: "A12", name: "CERT-CHECK", must: "the line is cut, its picture never shown" },
  { id: "A13", name: "UKS", must: "refused, nobody taken for another" },
  { id: "A14", name: "CODE-GUESS", must: "the code is used up", later: CODES },
  { id: "A15", name: "CODE-OFFLINE", must: "no run can be told from another", later: CODES },
  { id: "A16", name: "CPACE-VECTORS", must: "equal to the draft's", later: CODES },
  { id: "A17", name: "ENUMERATE", must: "the same answers in the same time, and a limit" },
  {
    id: "A18",
    name: "SQUAT",
    must: "dropped and counted, the true host wins, no red screen; the notice only while there is no host",
  },
  { id: "A19", name: "FLOOD-KNOCK", must: "the host answers, 16 are shown, the call is not affected" },
  { id: "A20", name: "CSWSH", must: "closed with 4001" },
  { id: "A21", name: "SLOW-READER / BIG / GARBAGE / DEFLATE-BOMB", must: "closed, memory flat" },
  { id: "A22", name: "GARBAGE-INTO-CALL", must: "the call goes on" },
  {
    id: "A23",
    name: "PRE-ADMIT-LEAK",
    must: "no candidate, no description, no packet between the two before admission",
  },
  { id: "A24", name: "RELAY-ONLY", must: "no packet between the two addresses, only relayed candidates" },
  {
    id: "A25",
    name: "FRAGMENT-HYGIENE",
    must: "the secret is nowhere but in the browser’s history and this tab’s storage",
  },
  { id: "A26", name: "SERVER-SEES-NOTHING", must: "nothing of a call in memory, output and files" },
  { id: "A27", name: "SIZE-CLASSES", must: "three sizes alone" },
  { id: "A28", name: "CBR", must: "one size of sound in Chromium; Firefox documented or padded" },
  { id: "A29", name: "CSP-TT", must: "injected script, markup and frame are blocked" },
  { id: "A30", name: "BUILD-REPRO", must: "two builds have the same hashes" },
  { id: "A31", name: "PICTURE-FLOOD", must: "few pictures, and none twice" },
  { id: "A32", name: "PICTURE-SPOILED", must: "not shown, the guest waits on" },
  { id: "F1", name: "SIGNAL-RESTART", must: "no gap of the picture over half a second; later joins work" },
  { id: "F2", name: "PARKED", must: "the guest comes back, the picture within 15 s" },
  { id: "F3", name: "NETWORK-CHANGE", must: "as F2, the words unchanged" },
  {
    id: "F4",
    name: "NAT-MATRIX",
    must: "direct where it is possible, else relayed; never ten seconds without a sentence",
  },
  { id: "F5", name: "TURN-EXPIRY", must: "the call survives; nothing is fetched because of it" },
  {
    id: "F6",
    name: "TURN-DEAD / WRONG-SECRET",
    must: "direct calls still work; relayed only gives a clear error",
  },
  { id: "F7", name: "LOSS", must: "concealed speech below its limit; the picture goes and comes back" },
  { id: "F8", name: "GLARE", must: "both end stable, with both tracks" },
  { id: "F9", name: "RELOAD", must: "a new handshake each time, no new admission; “compared” is kept" },
  { id: "F10", name: "DEVICE-SWAP", must: "the host is asked, the old device goes" },
  { id: "F11", name: "STORAGE-CLEARED", must: "a new device, with the wish to compare" },
  { id: "F12", name: "MESH-8", must: "rosters agree", later: GROUPS },
  { id: "F13", name: "CLOCK-SKEW", must: "they meet; the call goes on" },
  { id: "F14", name: "SLEEP", must: "recovers, or offers to join again" },
  { id: "F15", name: "CROSS", must: "the same between Chromium and Firefox, in both directions" },
] as const satisfies readonly Row[];

export type RowId = (typeof CATALOGUE)[number]["id"];
