// What this process knows of a network address, gathered from parts that know nothing of each other: for whoever asks
// from there.
import { join } from "node:path";
import type { Facts, Presence } from "./http/my-data/my-data.ts";
import { type AddressBytes, networkOf, shortNetworkOf } from "./platform/address.ts";
import type { Config } from "./platform/config.ts";
import { createLineCounter } from "./platform/log-lines.ts";
import type { Periods } from "./platform/periods.ts";
import type { PlaceEntry } from "./privacy/entry.ts";
import { PLACES } from "./privacy/places.ts";
import { GROUND_WORDS, periodWords, RECIPIENT_WORDS } from "./privacy/words.ts";

export type PresenceParts = {
  readonly config: Pick<Config, "dataDir" | "periods">;
  /** Null: no relay runs here. */
  readonly relaySockets: ((address: AddressBytes) => number) | null;
  /** Null: there are no accounts here. */
  readonly isCounted: ((address: AddressBytes) => boolean) | null;
};

/**
 * Numbers of lines are rounded up to this. An IPv6 network of 48 bits can be one household: exact numbers would tell who
 * looks from there how much somebody else was here (Art. 15(4) GDPR).
 */
const STEP = 500;

/** The whole address as text. By hand, so that no regular expression of the engine remembers it. */
function addressText(address: AddressBytes): string {
  const [text = ""] = networkOf(address, 32, 128).split("/");
  return text.endsWith("::") ? text.slice(0, -2) : text;
}

/** What the inventory says about a place. */
function factsOf(name: keyof typeof PLACES, periods: Periods): Facts {
  const { purpose, grounds, recipients, period }: PlaceEntry = PLACES[name];
  return {
    purpose,
    grounds: grounds.map((ground) => GROUND_WORDS[ground]),
    recipients: recipients.map((recipient) => RECIPIENT_WORDS[recipient]),
    until: periodWords(period, periods),
  };
}

export function createPresence(parts: PresenceParts): (address: AddressBytes) => Promise<Presence> {
  const { config, relaySockets, isCounted } = parts;
  const { dataDir, periods } = config;
  const lines = createLineCounter();
  const facts = {
    relay: factsOf("relay", periods),
    counters: factsOf("address-counters", periods),
    accessLog: factsOf("access-log", periods),
    securityLog: factsOf("security-log", periods),
  };
  return async (address) => {
    const network = shortNetworkOf(address);
    const linesOf = async (log: "access-log" | "security-log") => {
      const counted = await lines.count(join(dataDir, log), network);
      return counted === null ? null : { atMost: Math.max(1, Math.ceil(counted / STEP)) * STEP };
    };
    return {
      address: addressText(address),
      network,
      relaySockets: relaySockets?.(address) ?? null,
      isCounted: isCounted?.(address) ?? null,
      accessLog: await linesOf("access-log"),
      securityLog: await linesOf("security-log"),
      facts,
    };
  };
}
