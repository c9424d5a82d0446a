// What the page about one's network address says: the address itself, and what the inventory knows of the places where
// addresses lie. Nothing is looked up: whatever could be found under an address can be somebody else's.
import type { Facts, Presence } from "./http/my-data/my-data.ts";
import { type AddressBytes, networkOf, shortNetworkOf } from "./platform/address.ts";
import type { Config } from "./platform/config.ts";
import type { PlaceEntry } from "./privacy/entry.ts";
import { PLACES } from "./privacy/places.ts";
import { GROUND_WORDS, keptWords, recipientsOnServer } from "./privacy/words.ts";

export type PresenceParts = {
  readonly config: Pick<Config, "companies" | "periods">;
  /** Of this process. */
  readonly hasRelay: boolean;
  readonly hasAccounts: boolean;
};

/** The whole address as text. By hand, so that no regular expression of the engine remembers it. */
function addressText(address: AddressBytes): string {
  const [text = ""] = networkOf(address, 32, 128).split("/");
  return text.endsWith("::") ? text.slice(0, -2) : text;
}

/** What the inventory says about a place. */
function factsOf(
  name: keyof typeof PLACES,
  { companies, periods }: Pick<Config, "companies" | "periods">,
): Facts {
  const place: PlaceEntry = PLACES[name];
  const { purpose, grounds, recipients } = place;
  return {
    purpose,
    grounds: grounds.map((ground) => GROUND_WORDS[ground]),
    recipients: recipientsOnServer(recipients, companies),
    until: keptWords(place, periods),
  };
}

export function createPresence(parts: PresenceParts): (address: AddressBytes) => Presence {
  const { hasRelay, hasAccounts } = parts;
  const { config } = parts;
  const facts = {
    relay: factsOf("relay", config),
    counters: factsOf("address-counters", config),
    accessLog: factsOf("access-log", config),
    securityLog: factsOf("security-log", config),
  };
  return (address) => ({
    address: addressText(address),
    network: shortNetworkOf(address),
    hasRelay,
    hasAccounts,
    facts,
  });
}
