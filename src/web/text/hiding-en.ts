// English texts of the practice's settings about network addresses; the same keys as hiding-de.ts.
import type { hidingDe } from "./hiding-de.ts";

export const hidingEn: typeof hidingDe = {
  title: "Network addresses",
  intro:
    "In a direct call both devices learn the other's network address (IP address). It gives away the provider and roughly where somebody is.",
  everywhere: "Hide in all rooms",
  room: "Hide network addresses in this room",
  cost: "Picture and sound may then be worse and arrive later, because everything goes through a relay station (TURN). If none can be reached, the call does not come about. Holds for both sides, from the next knock on.",
  everywhereOn: "Under “Practice” this is switched on for all rooms.",
  fact: "hides network addresses",
  saved: "Saved.",
};
