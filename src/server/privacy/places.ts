// Every place beside the database where data can rest. Names of cookies and of browser storage are those in the code;
// a test holds the two against each other, and what a running program writes into its folder against the files.
import { OUTSIDE_PLACES } from "./entries/outside.ts";
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
  ...OUTSIDE_PLACES,
  "access-log": {
    ...ON_SERVER,
    where: "disk of the server",
    files: ["access-log"],
    about: ["visitor", "client", "therapist"],
    purpose: {
      de: "Fehler und Angriffe finden; eine Zeile für jede Anfrage.",
      en: "Finding faults and attacks; one line for each request.",
    },
    period: { from: "creation", named: "accessLog" },
    ends: "by day",
    erasure: "delete",
    holds: {
      time: { de: "wann", en: "when" },
      method: { de: "welche Art von Anfrage", en: "what kind of request" },
      path: {
        de: "welche Seite des Programms antwortete; nichts, was jemand eingegeben hat",
        en: "which route of the program answered; nothing that was typed",
      },
      status: { de: "ob es gelang", en: "whether it worked" },
      bytes: { de: "Größe der Antwort", en: "size of the answer" },
      durationMs: { de: "wie lange es dauerte", en: "how long it took" },
      address: {
        de: "aus welchem Netz: IPv4 ohne die letzte Zahl, IPv6 nur die ersten 48 Bit",
        en: "from which network: IPv4 without its last number, IPv6 its first 48 bits",
      },
    },
  },
  "security-log": {
    ...ON_SERVER,
    where: "disk of the server",
    files: ["security-log"],
    about: ["visitor", "client", "therapist"],
    purpose: {
      de: "Angriffe auf Konten und Vermittlung finden; eine Zeile für jede Abweisung, die nach einem aussieht.",
      en: "Finding attacks on accounts and relay; one line for each refusal that looks like one.",
    },
    period: { from: "creation", named: "securityLog" },
    ends: "by day",
    erasure: "delete",
    holds: {
      time: { de: "wann", en: "when" },
      event: {
        de: "was abgewiesen wurde: falsches Passwort, falscher zweiter Faktor, falscher Passkey, falscher Code aus einer E-Mail, gesperrtes Konto, zu viele Versuche, zu viel an der Vermittlung; nie, um wessen Konto es ging",
        en: "what was refused: wrong password, wrong second factor, wrong passkey, wrong mailed code, suspended account, too many tries, too much at the relay; never whose account it was about",
      },
      address: {
        de: "aus welchem Netz: IPv4 ohne die letzte Zahl, IPv6 nur die ersten 48 Bit",
        en: "from which network: IPv4 without its last number, IPv6 its first 48 bits",
      },
    },
  },
  "operating-messages": {
    ...ON_SERVER,
    where: "outside this program",
    about: ["nobody"],
    purpose: {
      de: "Den Betrieb überwachen; geht auf die Fehlerausgabe des Programms.",
      en: "Watching over the service; written to standard error.",
    },
    grounds: ["none: not about a person"],
    period: { from: "creation", days: 0 },
    erasure: "nothing to erase",
    holds: {
      event: { de: "was geschah, aus einer festen Liste", en: "what happened, from a closed list" },
      sums: { de: "Summen über alle Verbindungen", en: "counts over all connections" },
    },
  },
  "database-file": {
    ...ON_SERVER,
    where: "disk of the server",
    files: ["connect.sqlite"],
    category: "contact",
    about: ["therapist", "client", "colleague", "operator"],
    purpose: {
      de: "Die Tabellen, und daneben das zuletzt Geänderte, damit bei Stromausfall nichts verloren geht.",
      en: "The tables, and beside them what was changed last, so that nothing is lost when the power fails.",
    },
    grounds: ["Art. 6(1)(b)", "Art. 28"],
    period: { from: "end of contract", named: "account" },
    erasure: "delete with the account",
    holds: {
      tables: { de: "jede mit eigenem Eintrag", en: "each with its own entry" },
      log: {
        de: "die letzten Änderungen, auch an inzwischen gelöschten Zeilen",
        en: "the latest changes, also of rows deleted since",
      },
    },
  },
  secret: {
    ...ON_SERVER,
    where: "disk of the server",
    files: ["secret"],
    about: ["nobody"],
    purpose: {
      de: "Cookies unterschreiben, zweite Faktoren und wartende E-Mails verschlüsseln, Versuche ohne Adressen zählen.",
      en: "Signing cookies, encrypting second factors and waiting mails, counting tries without addresses.",
    },
    grounds: ["none: not about a person"],
    period: { from: "end of contract", days: 0 },
    erasure: "nothing to erase",
    holds: { secret: { de: "32 zufällige Bytes", en: "32 random bytes" } },
  },
  "mail-folder": {
    ...ON_SERVER,
    where: "disk of the server",
    files: ["mail"],
    category: "support",
    about: ["therapist", "client", "colleague"],
    purpose: {
      de: "E-Mails als Dateien, wenn das Programm ohne Mailserver ausprobiert wird; nie unter einer öffentlichen Adresse.",
      en: "Mails as files, when the program is tried out without a mail server; never on a public address.",
    },
    grounds: ["Art. 6(1)(b)", "Art. 28", "Art. 6(1)(c)"],
    isRequired: false,
    period: { from: "creation", named: "mail" },
    ends: "by age",
    erasure: "delete",
    holds: {
      mail: {
        de: "Empfänger, Betreff, Text und Kalenderdatei",
        en: "recipient, subject, text and calendar file",
      },
    },
  },
  relay: {
    ...ON_SERVER,
    where: "memory of the server",
    about: ["client", "therapist"],
    purpose: { de: "Zwei Geräte verbinden.", en: "Connecting two devices." },
    grounds: ["Art. 28"],
    period: { from: "end of connection", days: 0 },
    erasure: "delete",
    holds: {
      address: { de: "Netzadresse der offenen Verbindung", en: "network address of the open connection" },
      tag: {
        de: "welche Geräte einander suchen; zufällig, jeden Tag anders",
        en: "which devices look for each other; random, another one each day",
      },
      messages: { de: "versiegelt, sofort weitergereicht", en: "sealed, passed on at once" },
    },
  },
  "address-counters": {
    ...ON_SERVER,
    where: "memory of the server",
    about: ["visitor", "client", "therapist"],
    purpose: {
      de: "Vermittlung, Weiterleitung, Konten und das Messen der Leitung vor Überlastung und Raten schützen.",
      en: "Protecting relay, TURN servers, accounts and the measuring of lines from overload and guessing.",
    },
    period: { from: "last use", days: 0 },
    latest: {
      de: "spätestens mit dem Schlüssel, nach einem Tag",
      en: "with the key at the latest, after a day",
    },
    erasure: "delete",
    holds: {
      key: {
        de: "Prüfsumme der Adresse (bei Zugangsdaten für TURN: des Kontos) unter einem Schlüssel, der täglich neu und nur im Arbeitsspeicher ist",
        en: "hash of the address (for TURN credentials: of the account) under a key that is new every day and in memory alone",
      },
      count: { de: "wie oft", en: "how often" },
    },
  },
  backups: {
    ...ON_SERVER,
    where: "outside this program",
    category: "contact",
    about: ["therapist", "client", "colleague", "operator"],
    purpose: {
      de: "Den Dienst nach einem Verlust wiederherstellen. Das Programm legt keine an, der Betreiber schon.",
      en: "Bringing the service back after a loss. The program makes none; the operator does.",
    },
    grounds: ["Art. 6(1)(f)", "Art. 28"],
    period: { from: "creation", named: "backup" },
    erasure: "delete",
    holds: { copy: { de: "die Datenbank, wie sie war", en: "the database as it was" } },
  },
  "__Host-session": {
    ...COOKIE,
    purpose: {
      de: "Angemeldet bleiben; nur Therapeut*innen und Betreiber.",
      en: "Staying signed in; therapists and operators only.",
    },
    period: { from: "creation", days: 30 },
    holds: { token: { de: "zufällig, vom Server unterschrieben", en: "random, signed by the server" } },
  },
  "__Host-passkey": {
    ...COOKIE,
    purpose: {
      de: "Die beiden Schritte einer Anmeldung mit Passkey verbinden.",
      en: "Linking the two steps of a sign-in by passkey.",
    },
    isRequired: false,
    period: { from: "expiry", days: 0 },
    latest: { de: "nach fünf Minuten", en: "after five minutes" },
    holds: {
      step: {
        de: "zufällig, vom Server unterschrieben; wenige Minuten gültig",
        en: "random, signed by the server; valid for minutes",
      },
    },
  },
  "__Host-second-factor": {
    ...COOKIE,
    purpose: {
      de: "Passwort und zweiten Faktor einer Anmeldung verbinden.",
      en: "Linking password and second factor of one sign-in.",
    },
    isRequired: false,
    period: { from: "expiry", days: 0 },
    latest: { de: "nach zehn Minuten", en: "after ten minutes" },
    holds: {
      step: {
        de: "zufällig, vom Server unterschrieben; zehn Minuten gültig",
        en: "random, signed by the server; valid for ten minutes",
      },
    },
  },
  "connect.call": {
    ...CLIENT_BROWSER,
    where: "sessionStorage",
    purpose: {
      de: "Nach einem Neuladen an denselben Platz zurückkehren.",
      en: "Coming back to the same seat after a reload.",
    },
    grounds: [NECESSARY],
    isRequired: true,
    period: { from: "end of call", days: 0 },
    holds: {
      link: { de: "der Weg zum Raum, mit dem geheimen Teil", en: "the way to the room, secret included" },
      seed: { de: "Schlüssel dieses Geräts, zufällig", en: "key of this device, random" },
      since: {
        de: "wann es geschrieben wurde; länger als zwölf Stunden wird es nicht verwendet",
        en: "when it was written; not used for longer than twelve hours",
      },
      rejoin: {
        de: "der eingegebene Name, ob Kamera und Mikrofon an waren, ob die Netzadresse verborgen bleibt, und worin wann eingewilligt wurde",
        en: "the name that was typed, whether camera and microphone were on, whether the network address stays hidden, and what was agreed to and when",
      },
      verifiedAt: { de: "wann die Wörter verglichen wurden", en: "when the words were compared" },
      leftAt: { de: "wann die Seite verlassen wurde", en: "when the page went away" },
    },
  },
  "connect-device": {
    ...CLIENT_BROWSER,
    where: "IndexedDB",
    purpose: { de: "Beim nächsten Mal wiedererkannt werden.", en: "Being recognised the next time." },
    grounds: ["wished by the person on the device (§ 25(1) TDDDG, § 165(3) TKG 2021)"],
    isRequired: false,
    period: { from: "wish of the person", days: 0 },
    holds: {
      id: {
        de: "woran der Raum zu erkennen ist, öffentlicher Schlüssel",
        en: "what tells the room, a public key",
      },
      payload: { de: "der Weg zum Raum, mit dem geheimen Teil", en: "the way to the room, secret included" },
      identity: {
        de: "Schlüssel dieses Geräts, der sich nicht auslesen lässt",
        en: "key of this device, which cannot be exported",
      },
      verifiedAt: { de: "wann die Wörter verglichen wurden", en: "when the words were compared" },
      usedAt: { de: "wann es zuletzt benutzt wurde", en: "when it was last used" },
      note: {
        de: "Name und Telefonnummer der Praxis, und die Einwilligung, solange sie gilt; versiegelt",
        en: "name and telephone number of the practice, and the consent while it stands; sealed",
      },
    },
  },
  "connect.host": {
    ...PRACTICE_BROWSER,
    where: "sessionStorage",
    purpose: {
      de: "Ein Neuladen der Seite der Praxis beendet das Gespräch nicht.",
      en: "A reload of the therapist's page does not end the call.",
    },
    period: { from: "closing of the tab", days: 0 },
    holds: {
      callId: { de: "Nummer des Gesprächs, zufällig", en: "number of the call, random" },
      day: { de: "an welchem Tag es begann", en: "on which day it began" },
      admitted: {
        de: "Schlüssel der Geräte, die zurückkommen dürfen, für zehn Minuten",
        en: "keys of the devices that may come back, for ten minutes",
      },
      unopened: { de: "wann ein Anklopfen abbrach", en: "when knocks broke off" },
      seenAt: { de: "wann zuletzt jemand im Gespräch war", en: "when somebody was last in the call" },
    },
  },
  "connect.practice": {
    ...PRACTICE_BROWSER,
    where: "IndexedDB",
    purpose: {
      de: "Räume einer Therapeut*in, die in diesem Browser ohne Konto arbeitet; und was zu diesem Gerät gehört.",
      en: "Rooms of a therapist who works in this browser without an account; and what belongs to this device.",
    },
    isRequired: false,
    period: { from: "wish of the person", days: 0 },
    holds: {
      document: {
        de: "Bezeichnungen, Links, verglichene Geräte, Einwilligungen, Termine, Name, Telefonnummer und Bild; versiegelt",
        en: "labels, links, compared devices, consents, appointments, name, telephone number and picture; sealed",
      },
      key: {
        de: "womit es versiegelt ist; lässt sich nicht auslesen",
        en: "what it is sealed under, which cannot be exported",
      },
      device: {
        de: "zufälliger Name dieses Browsers, um Änderungen mehrerer zusammenzuführen; auch mit Konto",
        en: "random name of this browser, for merging what several have written; with an account too",
      },
      openUntil: {
        de: "welche Räume bis wann offen sind, unter zufälligen Namen; auch mit Konto",
        en: "which rooms are open and until when, by random names; with an account too",
      },
      rooms: {
        de: "wie frühere Fassungen Räume ablegten; leer, sobald sie übernommen sind",
        en: "how earlier versions kept rooms; empty once they have been taken over",
      },
      settings: {
        de: "wie frühere Fassungen Name und Telefonnummer der Praxis ablegten; ebenso",
        en: "how earlier versions kept the practice's name and telephone number; the same",
      },
    },
  },
  "connect.vault": {
    ...PRACTICE_BROWSER,
    where: "IndexedDB",
    purpose: {
      de: "Ein Neuladen fragt nach nichts, und niemand schiebt unbemerkt einen alten Tresor unter.",
      en: "A reload asks for nothing, and nobody passes off an old vault unnoticed.",
    },
    period: { from: "sign-out", days: 0 },
    latest: {
      de: "das gilt für den Schlüssel; der versiegelte Tresor bleibt länger, wenn Änderungen noch nicht gesendet sind, und Kennung und höchste Fassung, bis Sie die Websitedaten löschen",
      en: "this holds for the key; the sealed vault stays longer if changes have not been sent yet, and name and highest version until you clear the website's data",
    },
    holds: {
      keys: {
        de: "der Schlüssel des Tresors, der sich nicht auslesen lässt; nach zwölf Stunden ohne Benutzung vergessen",
        en: "the vault's key, which cannot be exported; forgotten after twelve hours without use",
      },
      documents: {
        de: "der versiegelte Tresor; mit nicht gesendeten Änderungen auch nach dem Abmelden, ohne seinen Schlüssel",
        en: "the sealed vault; with changes that were not sent also after sign-out, without its key",
      },
      seen: {
        de: "Kennung des Kontos und höchste Fassung seines Tresors; bis die Websitedaten gelöscht werden",
        en: "name of the account and highest version of its vault; kept until the website's data are cleared",
      },
    },
  },
} as const satisfies Readonly<Record<string, PlaceEntry>>;
