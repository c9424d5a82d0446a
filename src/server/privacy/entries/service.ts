// Mails, protection against guessing, and what shows that the law was kept.
import type { Described } from "../entry.ts";
import { BY_USER_ID, CREATED, OWNER } from "./parts.ts";

const NOT_ABOUT_ANYBODY = {
  category: "connection",
  about: ["nobody"],
  grounds: ["none: not about a person"],
  isRequired: true,
  recipients: ["nobody"],
  erasure: "nothing to erase",
  export: "none",
  subjects: [],
} as const;

const PROOF = {
  category: "proof",
  grounds: ["Art. 6(1)(c)", "Art. 6(1)(f)"],
  isRequired: true,
  recipients: ["nobody"],
  period: { from: "completion", named: "proof" },
} as const;

export const SERVICE_ENTRIES = {
  appointment_notice: {
    category: "support",
    about: ["client"],
    summary: {
      de: "die E-Mail-Adresse, Beginn, Dauer und Zeitzone des Termins, die Sprache, und welche Therapeut*in die Nachrichten schicken lässt",
      en: "the e-mail address, beginning, duration and time zone of the appointment, the language, and which therapist has the mails sent",
    },
    purpose: {
      de: "Nachrichten zu einem Termin, wenn die Praxis sie verschickt und die Klient*in zugestimmt hat.",
      en: "Mails about one appointment, when the practice asks for them and the client agreed.",
    },
    grounds: ["Art. 28"],
    isRequired: false,
    recipients: ["the mail server", "the mailbox"],
    period: { from: "completion", named: "mail" },
    erasure: "delete",
    export: "all",
    subjects: [
      { by: "account", column: "user_id" },
      { by: "address", column: "recipient" },
    ],
    // With the last of its mails.
    ends: [{ how: "empty", column: "created_at", of: "mail", by: "notice_id" }, { how: "account" }],
    columns: {
      id: {
        de: "benennt die Nachrichten zum Termin, und den Termin in Kalendern",
        en: "names the appointment's mails, and the appointment in calendars",
      },
      user_id: { de: "wessen Klient*in es ist", en: "whose client it is" },
      recipient: {
        de: "wohin die Nachrichten gehen; mit der letzten gelöscht",
        en: "where the mails go; erased with the last one",
      },
      language: { de: "Sprache der Nachrichten", en: "language of the mails" },
      at: { de: "Beginn des Termins", en: "beginning of the appointment" },
      time_zone: {
        de: "in welcher Zeitzone Tag und Uhrzeit geschrieben werden",
        en: "in which date and time are written",
      },
      duration: { de: "Dauer in Minuten", en: "in minutes" },
      created_at: CREATED,
    },
  },
  mail: {
    category: "support",
    about: ["therapist", "client", "visitor", "colleague", "operator"],
    summary: {
      de: "bis zum Versand Adresse und Inhalt, verschlüsselt; danach nur noch, welche Art von Nachricht es war, zu wessen Konto sie gehört, und wann sie gesendet wurde oder warum nicht",
      en: "until it is sent the address, and the content encrypted; after that only which kind of mail it was, to whose account it belongs, and when it was sent or why not",
    },
    purpose: {
      de: "Nachrichten, die auf den Versand warten, und was aus ihnen wurde.",
      en: "Mails that wait to be sent, and what became of them.",
    },
    // To therapists and colleagues; to clients; about rights, duties and breaches, to anybody.
    grounds: ["Art. 6(1)(b)", "Art. 28", "Art. 6(1)(c)"],
    isRequired: true,
    recipients: ["the mail server", "the mailbox"],
    period: { from: "completion", named: "mail" },
    erasure: "delete",
    export: "all",
    subjects: [
      { by: "account", column: "user_id" },
      { by: "address", column: "recipient" },
    ],
    ends: [
      {
        how: "time",
        column: "done_at",
        only: { column: "state", in: ["sent", "failed", "cancelled"] },
      },
      { how: "account" },
    ],
    columns: {
      id: {
        de: "benennt die Nachricht, auch beim Mailserver",
        en: "names the mail, also to the mail server",
      },
      user_id: OWNER,
      notice_id: { de: "zu welchem Termin sie gehört", en: "to which appointment it belongs" },
      kind: { de: "welcher Text", en: "which text" },
      recipient: {
        de: "wohin sie geht; gelöscht, wenn sie erledigt ist",
        en: "where it goes; erased when it is done",
      },
      language: { de: "in welcher Sprache", en: "in which language" },
      content: {
        de: "womit der Text gefüllt wird, verschlüsselt mit dem Geheimnis der Instanz; gelöscht, wenn sie erledigt ist",
        en: "what the text is filled with, encrypted with the instance's secret; erased when it is done",
        secret: true,
      },
      send_at: { de: "wann sie frühestens verschickt wird", en: "when it is sent at the earliest" },
      state: { de: "wartet, gesendet, gescheitert oder abgesagt", en: "waiting, sent, failed or cancelled" },
      attempts: { de: "bisherige Versuche", en: "tries so far" },
      next_try_at: { de: "wann der nächste ist", en: "when the next one is" },
      claimed_until: { de: "dass gerade daran gearbeitet wird", en: "that an instance works on it" },
      reason: { de: "warum sie wartet oder gescheitert ist", en: "why it waits or failed" },
      created_at: CREATED,
      done_at: { de: "wann sie gesendet oder aufgegeben wurde", en: "when it was sent or given up" },
    },
  },
  try_count: {
    category: "connection",
    about: ["therapist", "operator", "client", "visitor", "colleague"],
    summary: {
      de: "eine Prüfsumme, aus der sich keine Adresse ablesen lässt, und wie viele Versuche es seit wann waren",
      en: "a hash from which no address can be told, and how many tries there were since when",
    },
    purpose: {
      de: "Ausbremsen, wer Passwörter rät oder viele E-Mails anfordert.",
      en: "Slowing down whoever guesses passwords or asks for many mails.",
    },
    grounds: ["Art. 6(1)(f)"],
    isRequired: true,
    recipients: ["nobody"],
    period: { from: "creation", days: 1 },
    erasure: "delete",
    export: "none",
    subjects: [],
    ends: [{ how: "time", column: "window_start" }],
    columns: {
      key: {
        de: "verschlüsselte Prüfsumme einer Adresse, aus der sie sich nicht ablesen lässt",
        en: "keyed hash of an address, from which it cannot be told",
      },
      count: { de: "wie viele Versuche", en: "how many tries" },
      window_start: { de: "seit wann sie gezählt werden", en: "since when they are counted" },
      blocked_until: { de: "bis wann kein weiterer zählt", en: "until when no further try counts" },
    },
  },
  lease: {
    ...NOT_ABOUT_ANYBODY,
    purpose: {
      de: "Welche von mehreren Instanzen eine wiederkehrende Arbeit macht.",
      en: "Which of several instances does a periodic job.",
    },
    period: { from: "expiry", days: 0 },
    ends: [{ how: "time", column: "until" }],
    columns: {
      name: { de: "die Arbeit", en: "the job" },
      holder: { de: "zufälliger Name eines Prozesses", en: "random name of a process" },
      until: { de: "für wie lange", en: "for how long" },
    },
  },
  legal_hold: {
    ...PROOF,
    about: ["therapist"],
    purpose: {
      de: "Ein Konto nicht löschen, solange das Recht verlangt, dass es bleibt (Art. 17 Abs. 3 DSGVO).",
      en: "Not erasing an account as long as the law demands that it stays (Art. 17(3) GDPR).",
    },
    erasure: "detach",
    export: "all",
    subjects: BY_USER_ID,
    ends: [{ how: "time", column: "lifted_at" }],
    columns: {
      id: { de: "benennt die Sperre", en: "names the hold" },
      user_id: {
        de: "wessen Konto; leer, wenn es gelöscht ist",
        en: "whose account; empty once it is erased",
      },
      reason: { de: "warum, in Worten des Betreibers", en: "why, in the operator's words" },
      placed_at: { de: "seit wann", en: "since when" },
      ends_at: { de: "bis wann sie voraussichtlich gilt", en: "until when it is expected to hold" },
      lifted_at: { de: "wann sie aufgehoben wurde", en: "when it was lifted" },
    },
  },
  privacy_request: {
    ...PROOF,
    about: ["therapist", "client", "visitor", "colleague"],
    summary: {
      de: "welches Recht, auf welchem Weg und wann es kam, bis wann zu antworten ist und wie es ausging; die Adresse für die Antwort nur bis zur Antwort",
      en: "which right, by which way and when it came, until when it has to be answered and how it ended; the address for the answer only until the answer",
    },
    purpose: {
      de: "Anliegen zu den eigenen Daten rechtzeitig beantworten, und es nachweisen (Art. 12, Art. 5 Abs. 2 DSGVO).",
      en: "Answering requests about one's data in time, and proving it (Art. 12, Art. 5(2) GDPR).",
    },
    erasure: "detach",
    export: "all",
    subjects: [
      { by: "account", column: "user_id" },
      { by: "address", column: "contact" },
    ],
    // The address goes with the answer, by a rule of its own.
    ends: [
      { how: "time", column: "closed_at", only: { column: "state", in: ["answered", "refused"] } },
      { how: "own" },
    ],
    columns: {
      id: { de: "benennt das Anliegen", en: "names the request" },
      kind: { de: "welches Recht", en: "which right" },
      channel: { de: "auf welchem Weg es kam", en: "by which way it came" },
      user_id: {
        de: "wessen Konto; leer, wenn es gelöscht ist",
        en: "whose account; empty once it is erased",
      },
      contact: {
        de: "wohin die Antwort geht; mit ihr gelöscht",
        en: "where the answer goes; erased with it",
      },
      language: { de: "Sprache der Antwort", en: "language of the answer" },
      received_at: { de: "wann es kam", en: "when it came" },
      due_at: { de: "bis wann es zu beantworten ist", en: "until when it has to be answered" },
      extended_at: { de: "wann die Frist verlängert wurde", en: "when the period was extended" },
      extension_reason: { de: "warum", en: "why it was extended" },
      identity: { de: "woher man weiß, dass es die Person ist", en: "how it is known to be the person" },
      state: { de: "offen, beantwortet oder abgelehnt", en: "open, answered or refused" },
      closed_at: { de: "wann es erledigt war", en: "when it was done with" },
      refusal_reason: { de: "warum es abgelehnt wurde", en: "why it was refused" },
      reminded_at: { de: "wann der Betreiber erinnert wurde", en: "when the operator was reminded" },
    },
  },
  request_event: {
    ...PROOF,
    about: ["therapist", "client", "visitor", "colleague"],
    summary: {
      de: "welcher Schritt wann und durch wen, aus festen Listen",
      en: "which step when and by whom, from closed lists",
    },
    purpose: {
      de: "Was wegen eines Anliegens getan wurde; nie, was darin stand.",
      en: "What was done about a request; never what was in it.",
    },
    erasure: "detach",
    export: "none",
    subjects: [],
    // With the request, by foreign key.
    ends: [{ how: "account" }],
    columns: {
      id: { de: "benennt den Schritt", en: "names the step" },
      request_id: { de: "zu welchem Anliegen er gehört", en: "to which request it belongs" },
      at: { de: "wann er geschah", en: "when it happened" },
      what: { de: "was getan wurde, aus einer festen Liste", en: "what was done, from a closed list" },
      by_whom: { de: "Person, Betreiber oder Programm", en: "person, operator or program" },
    },
  },
  mailbox_proof: {
    category: "connection",
    about: ["client", "visitor", "colleague"],
    summary: {
      de: "Prüfsummen von Adresse und Code, aus denen sich die Adresse nicht ablesen lässt, und wie oft ein falscher Code kam",
      en: "hashes of address and code, from which the address cannot be told, and how often a wrong code came",
    },
    purpose: {
      de: "Zeigen, dass ein Postfach der Person gehört, die nach ihren Daten fragt.",
      en: "Showing that a mailbox belongs to the person who asks about their data.",
    },
    grounds: ["Art. 6(1)(c)"],
    isRequired: false,
    recipients: ["nobody"],
    period: { from: "expiry", days: 0 },
    latest: { de: "spätestens nach fünfzehn Minuten", en: "after fifteen minutes at the latest" },
    erasure: "delete",
    export: "none",
    subjects: [],
    ends: [{ how: "time", column: "expires_at" }],
    columns: {
      code_hash: {
        de: "verschlüsselte Prüfsumme aus Adresse und Code der E-Mail, aus der sich keines von beiden ablesen lässt",
        en: "keyed hash of the address and the mailed code together, from which neither can be told",
        secret: true,
      },
      expires_at: {
        de: "wann der Code verfällt: nach fünfzehn Minuten",
        en: "when the code ends: after fifteen minutes",
      },
    },
  },
  breach: {
    ...PROOF,
    about: ["nobody"],
    purpose: {
      de: "Verletzungen des Schutzes von Daten festhalten und rechtzeitig melden (Art. 33 Abs. 5 DSGVO).",
      en: "Documenting personal data breaches and reporting them in time (Art. 33(5) GDPR).",
    },
    grounds: ["Art. 6(1)(c)"],
    erasure: "nothing to erase",
    export: "none",
    subjects: [],
    ends: [{ how: "time", column: "closed_at" }],
    columns: {
      id: { de: "benennt den Vorfall", en: "names the breach" },
      noticed_at: { de: "wann er bekannt wurde", en: "when it became known" },
      nature: { de: "was geschah", en: "what happened" },
      consequences: { de: "wahrscheinliche Folgen", en: "likely consequences" },
      measures: { de: "was dagegen getan wird", en: "what is done about it" },
      people: { de: "ungefähr wie viele Personen", en: "roughly how many people" },
      risk: { de: "wie groß die Gefahr für sie ist", en: "how great the risk for them is" },
      authority_told_at: { de: "wann die Behörde davon erfuhr", en: "when the authority was told" },
      authority_reason: { de: "warum später oder gar nicht", en: "why later or not at all" },
      persons_told_at: { de: "wann die Personen davon erfuhren", en: "when the persons were told" },
      closed_at: { de: "wann er abgeschlossen war", en: "when it was closed" },
    },
  },
  breach_practice: {
    ...PROOF,
    about: ["therapist"],
    purpose: {
      de: "Welche Praxen ein Vorfall betrifft, und wann sie davon erfuhren (Art. 33 Abs. 2 DSGVO).",
      en: "Which practices a breach concerns, and when they were told (Art. 33(2) GDPR).",
    },
    grounds: ["Art. 6(1)(c)"],
    // The random name of a practice that is erased leads to nobody.
    erasure: "detach",
    export: "all",
    subjects: [{ by: "practice", column: "practice_id" }],
    // With the breach, by foreign key.
    ends: [{ how: "account" }],
    columns: {
      breach_id: { de: "welcher Vorfall", en: "which breach" },
      practice_id: { de: "welche Praxis", en: "which practice" },
      told_at: { de: "wann sie davon erfuhr", en: "when it was told" },
    },
  },
  retention_run: {
    ...NOT_ABOUT_ANYBODY,
    purpose: {
      de: "Bemerken, wenn eine Löschung überfällig ist.",
      en: "Noticing when a deletion is overdue.",
    },
    period: { from: "last use", days: 0 },
    ends: [{ how: "own" }],
    columns: {
      rule: { de: "welche Regel", en: "which rule" },
      done_at: { de: "wann sie zuletzt zu Ende lief", en: "when it last ran to its end" },
      deleted: { de: "wie viel sie löschte", en: "how much it deleted" },
    },
  },
} as const satisfies Partial<Described>;
