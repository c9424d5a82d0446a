// English texts about network addresses and the station that relays; the same keys as relay-de.ts.
import type { relayDe } from "./relay-de.ts";

export const relayEn: typeof relayDe = {
  choice: {
    about:
      "In a direct call the other person's device learns your network address (IP address). It gives away your provider and roughly where you are.",
    label: "Hide my network address",
    cost: "Picture and sound may then be worse and arrive later, because everything goes through a relay station.",
    limits:
      "Your practice then does not learn your network address; you still learn that of your practice. If both are to stay hidden, your practice sets that for the room. Relay station and server always see your address, but cannot listen in.",
  },
  path: {
    both: "Through a relay station, encrypted; your network address and the other person's stay hidden from each other. The relay station sees them but can read nothing.",
    self: "Through a relay station, encrypted; your network address stays hidden from the other person. The relay station sees it but can read nothing.",
    peer: "Through a relay station, encrypted; the other person keeps their network address hidden and knows yours.",
    cost: "Picture and sound may be worse and arrive later because of it.",
  },
  unavailable:
    "No relay station is available at the moment. The call only comes about if the devices find each other directly.",
  missing: {
    title: "No relay station can be reached",
    own: "To keep your network address hidden, a relay station is needed, and none answers at the moment. We keep trying. You can wait, call your practice, or go on without hiding: then the other person's device learns your network address.",
    show: "Connect without hiding",
    room: "Your practice has set that both network addresses stay hidden in this room. That needs a relay station, and none answers at the moment. We keep trying. If that does not help, call your practice: it can switch this off for the room.",
    host: "In this room both network addresses stay hidden. That needs a relay station, and none answers at the moment. We keep trying. If the addresses may be seen, end the call, switch hiding off for the room (or under “Practice”) and ask the person to knock again.",
  },
};
