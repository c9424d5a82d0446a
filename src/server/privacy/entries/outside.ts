// Where data rest or pass outside the program: on the devices while people talk, and at servers beside it.
import type { PlaceEntry } from "../entry.ts";

const BESIDE = {
  where: "outside this program",
  category: "connection",
  isRequired: false,
  erasure: "delete",
  export: "none",
} as const;

export const OUTSIDE_PLACES = {
  call: {
    ...BESIDE,
    category: "content",
    about: ["client", "therapist"],
    purpose: {
      de: "Das Gespräch, von Gerät zu Gerät; der Server bekommt davon nichts.",
      en: "The call, from device to device; the server gets none of it.",
    },
    grounds: ["Art. 28"],
    isRequired: true,
    recipients: ["nobody"],
    period: { from: "end of call", days: 0 },
    holds: {
      media: {
        de: "Bild, Ton, Name und Textnachrichten auf beiden Geräten",
        en: "picture, sound, name and text messages on both devices",
      },
      address: {
        de: "Netzadresse des anderen Geräts, wie bei jeder direkten Verbindung",
        en: "network address of the other device, as with every direct connection",
      },
    },
  },
  turn: {
    ...BESIDE,
    about: ["client", "therapist"],
    purpose: {
      de: "Verschlüsselte Pakete weiterleiten, wenn sich kein direkter Weg findet oder eine Netzadresse verborgen bleiben soll; entschlüsseln kann der Server sie nicht.",
      en: "Passing on encrypted packets when no direct way is found or a network address is to stay hidden; the server cannot decrypt them.",
    },
    grounds: ["Art. 28"],
    recipients: ["the TURN server"],
    period: { from: "end of connection", days: 0 },
    holds: {
      address: { de: "Netzadressen beider Geräte", en: "network addresses of both devices" },
      amount: { de: "Menge und Dauer", en: "amount and duration" },
      name: {
        de: "Zugangsdaten, die niemanden nennen",
        en: "credentials that name nobody",
      },
    },
  },
  stun: {
    ...BESIDE,
    about: ["client", "therapist"],
    purpose: {
      de: "Dem Gerät sagen, unter welcher Adresse es im Netz zu sehen ist.",
      en: "Telling the device under which address the network sees it.",
    },
    grounds: ["Art. 28"],
    recipients: ["the STUN server"],
    period: { from: "end of connection", days: 0 },
    holds: {
      address: { de: "Netzadresse des fragenden Geräts", en: "network address of the asking device" },
    },
  },
  "browser-history": {
    ...BESIDE,
    category: "contact",
    about: ["client"],
    purpose: {
      de: "Der Verlauf, den Ihr Browser selbst anlegt, nicht wir. Auf geteilten Geräten hilft ein privates Fenster.",
      en: "The history that your browser makes by itself, not we. On shared devices a private window helps.",
    },
    grounds: ["none: not ours"],
    recipients: ["nobody"],
    period: { from: "wish of the person", days: 0 },
    holds: {
      link: { de: "kann den ganzen Link enthalten", en: "can contain the whole link" },
    },
  },
} as const satisfies Readonly<Record<string, PlaceEntry>>;
