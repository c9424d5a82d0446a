// Every place beside the database where data can rest. Names of cookies and of browser storage are those in the code;
// a test holds the two against each other, and what a running program writes into its folder against the files.
import type { PlaceEntry } from "./entry.ts";

const NECESSARY = "strictly necessary on the device (§ 25(2) TDDDG, § 165(3) TKG 2021)";

const ON_SERVER = {
  category: "connection",
  grounds: ["Art. 6(1)(f)"],
  isRequired: true,
  recipients: ["nobody"],
  export: "none",
} as const;

const COOKIE = {
  where: "cookie",
  category: "contact",
  about: ["therapist", "operator"],
  grounds: [NECESSARY],
  isRequired: true,
  recipients: ["nobody"],
  erasure: "delete",
  export: "none",
} as const;

const PRACTICE_BROWSER = {
  category: "contact",
  about: ["therapist", "client"],
  grounds: [NECESSARY],
  isRequired: true,
  recipients: ["nobody"],
  erasure: "delete",
  export: "none",
} as const;

const CLIENT_BROWSER = {
  category: "contact",
  about: ["client"],
  recipients: ["nobody"],
  erasure: "delete",
  export: "none",
} as const;

export const PLACES = {
  "access-log": {
    ...ON_SERVER,
    where: "disk of the server",
    files: ["access-log"],
    about: ["visitor", "client", "therapist"],
    purpose: "Finding faults and attacks; one line for each request.",
    // The default; CONNECT_ACCESS_LOG_DAYS sets another, up to the cap.
    period: { from: "creation", days: 14 },
    erasure: "delete",
    holds: {
      time: "when",
      method: "what kind of request",
      path: "which route of the program answered; nothing that was typed",
      status: "whether it worked",
      bytes: "size of the answer",
      durationMs: "how long it took",
      address: "from which network: IPv4 without its last number, IPv6 its first 48 bits",
    },
  },
  "operating-messages": {
    ...ON_SERVER,
    where: "outside this program",
    about: ["nobody"],
    purpose: "Watching over the service; written to standard error.",
    grounds: ["none: not about a person"],
    period: { from: "creation", days: 0 },
    erasure: "nothing to erase",
    holds: { event: "what happened, from a closed list", sums: "counts over all connections" },
  },
  "database-file": {
    ...ON_SERVER,
    where: "disk of the server",
    files: ["connect.sqlite"],
    category: "contact",
    about: ["therapist", "client", "colleague", "operator"],
    purpose:
      "The tables, and beside them what was changed last, so that nothing is lost when the power fails.",
    grounds: ["Art. 6(1)(b)"],
    period: { from: "end of contract", days: 30 },
    erasure: "delete with the account",
    holds: { tables: "each with its own entry", log: "the latest changes, also of rows deleted since" },
  },
  secret: {
    ...ON_SERVER,
    where: "disk of the server",
    files: ["secret"],
    about: ["nobody"],
    purpose: "Signing cookies, encrypting second factors, counting tries without addresses.",
    grounds: ["none: not about a person"],
    period: { from: "end of contract", days: 0 },
    erasure: "nothing to erase",
    holds: { secret: "32 random bytes" },
  },
  "mail-folder": {
    ...ON_SERVER,
    where: "disk of the server",
    files: ["mail"],
    category: "support",
    about: ["therapist", "client", "colleague"],
    purpose:
      "Mails as files, when the program is tried out without a mail server; never on a public address.",
    grounds: ["Art. 6(1)(b)"],
    isRequired: false,
    period: { from: "wish of the person", days: 0 },
    erasure: "delete",
    holds: { mail: "recipient, subject, text and calendar file" },
  },
  relay: {
    ...ON_SERVER,
    where: "memory of the server",
    about: ["client", "therapist"],
    purpose: "Connecting two devices.",
    period: { from: "end of connection", days: 0 },
    erasure: "delete",
    holds: {
      address: "network address of the open connection",
      tag: "which devices look for each other; random, another one each day",
      messages: "sealed, passed on at once",
    },
  },
  "address-counters": {
    ...ON_SERVER,
    where: "memory of the server",
    about: ["visitor", "client", "therapist"],
    purpose: "Protecting relay and accounts from overload and guessing.",
    period: { from: "last use", days: 0 },
    erasure: "delete",
    holds: {
      key: "hash of the address under a key that is new every day and in memory alone",
      count: "how often",
    },
  },
  backups: {
    ...ON_SERVER,
    where: "outside this program",
    category: "contact",
    about: ["therapist", "client", "colleague", "operator"],
    purpose: "Bringing the service back after a loss. The program makes none; the operator does.",
    grounds: ["Art. 6(1)(f)"],
    period: { from: "creation", days: 30 },
    erasure: "delete",
    holds: { copy: "the database as it was" },
  },
  "__Host-session": {
    ...COOKIE,
    purpose: "Staying signed in; therapists and operators only.",
    period: { from: "creation", days: 30 },
    holds: { token: "random, signed by the server" },
  },
  "__Host-passkey": {
    ...COOKIE,
    purpose: "Linking the two steps of a sign-in by passkey.",
    isRequired: false,
    period: { from: "expiry", days: 0 },
    holds: { step: "random, signed by the server; valid for minutes" },
  },
  "__Host-second-factor": {
    ...COOKIE,
    purpose: "Linking password and second factor of one sign-in.",
    isRequired: false,
    period: { from: "expiry", days: 0 },
    holds: { step: "random, signed by the server; valid for ten minutes" },
  },
  "connect.call": {
    ...CLIENT_BROWSER,
    where: "sessionStorage",
    purpose: "Coming back to the same seat after a reload.",
    grounds: [NECESSARY],
    isRequired: true,
    period: { from: "end of call", days: 0 },
    holds: {
      link: "the way to the room, secret included",
      seed: "key of this device, random",
      since: "when it was written; not used for longer than twelve hours",
      rejoin: "the name that was typed, and whether camera and microphone were on",
      verifiedAt: "when the words were compared",
      leftAt: "when the page went away",
    },
  },
  "connect-device": {
    ...CLIENT_BROWSER,
    where: "IndexedDB",
    purpose: "Being recognised the next time.",
    grounds: ["wished by the person on the device (§ 25(1) TDDDG, § 165(3) TKG 2021)"],
    isRequired: false,
    period: { from: "wish of the person", days: 0 },
    holds: {
      link: "the way to the room, secret included",
      identity: "key of this device, which cannot be exported",
      verifiedAt: "when the words were compared",
      usedAt: "when it was last used",
      practice: "name and telephone number of the practice, sealed",
    },
  },
  "connect.host": {
    ...PRACTICE_BROWSER,
    where: "sessionStorage",
    purpose: "A reload of the therapist's page does not end the call.",
    period: { from: "closing of the tab", days: 0 },
    holds: {
      admitted: "keys of the devices that may come back, for ten minutes",
      unopened: "when knocks broke off",
      seenAt: "when somebody was last in the call",
    },
  },
  "connect.practice": {
    ...PRACTICE_BROWSER,
    where: "IndexedDB",
    purpose:
      "Rooms of a therapist who works in this browser without an account; and what belongs to this device.",
    isRequired: false,
    period: { from: "wish of the person", days: 0 },
    holds: {
      document: "labels, links, compared devices, appointments, name, telephone number and picture; sealed",
      key: "what it is sealed under, which cannot be exported",
      device: "random name of this browser, for merging what several have written; with an account too",
      openUntil: "which rooms are open and until when, by random names; with an account too",
      rooms: "how earlier versions kept rooms; empty once they have been taken over",
      settings: "how earlier versions kept the practice's name and telephone number; the same",
    },
  },
  "connect.vault": {
    ...PRACTICE_BROWSER,
    where: "IndexedDB",
    purpose: "A reload asks for nothing, and nobody passes off an old vault unnoticed.",
    period: { from: "sign-out", days: 0 },
    holds: {
      key: "the vault's key, which cannot be exported; forgotten after twelve hours without use",
      document: "the sealed vault; with changes that were not sent also after sign-out, without its key",
      seen: "name of the account and highest version of its vault; kept until the website's data are cleared",
    },
  },
} as const satisfies Readonly<Record<string, PlaceEntry>>;
