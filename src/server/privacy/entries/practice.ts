// Accounts and practices, beyond how somebody signs in.
import type { Described } from "../entry.ts";
import { ACCOUNT, BY_USER_ID, CREATED, OWNER, SIGN_IN, WITH_ACCOUNT } from "./parts.ts";

export const PRACTICE_ENTRIES = {
  person: {
    ...SIGN_IN,
    purpose: {
      de: "Sprache, Rolle, und ob das Konto benutzt werden darf.",
      en: "Language, role, and whether the account may be used.",
    },
    export: "all",
    subjects: BY_USER_ID,
    ends: WITH_ACCOUNT,
    columns: {
      user_id: OWNER,
      language: { de: "Sprache der Nachrichten", en: "language of mails" },
      is_operator: { de: "ob die Person die Instanz betreibt", en: "whether the person runs the instance" },
      suspended_at: {
        de: "seit wann das Konto nicht benutzt werden darf",
        en: "since when the account may not be used",
      },
      suspended_reason: { de: "warum, in Worten des Betreibers", en: "why, in the operator's words" },
      leaving_at: { de: "wann die Löschung verlangt wurde", en: "when erasure was asked for" },
      restricted_at: {
        de: "seit wann die Verarbeitung eingeschränkt ist",
        en: "since when processing is restricted",
      },
      created_at: {
        de: "wann das Konto angelegt wurde; unbestätigte gehen nach zwei Tagen",
        en: "when the account was made; unconfirmed ones go two days later",
      },
    },
  },
  practice: {
    ...ACCOUNT,
    purpose: {
      de: "Die Praxis, wie sie in Nachrichten an Klient*innen steht, und wer sie teilt.",
      en: "The practice as it stands in mails to clients, and by whom it is shared.",
    },
    recipients: ["the mailbox"],
    export: "all",
    subjects: [{ by: "practice", column: "id" }],
    // With the last therapist, whose own period is over by then.
    ends: [{ how: "empty", column: "created_at", of: "therapist", by: "practice_id", days: 0 }],
    columns: {
      id: { de: "benennt die Praxis in anderen Tabellen", en: "names the practice in other tables" },
      name: { de: "steht in Nachrichten zu Terminen", en: "stands in mails about appointments" },
      code: { de: "Code der Praxis für ihre Tür; öffentlich", en: "front-door code; public" },
      created_at: CREATED,
    },
  },
  therapist: {
    ...ACCOUNT,
    purpose: { de: "Wer zu welcher Praxis gehört.", en: "Who belongs to which practice." },
    recipients: ["the practice"],
    export: "all",
    subjects: BY_USER_ID,
    ends: WITH_ACCOUNT,
    columns: {
      user_id: OWNER,
      practice_id: { de: "zu welcher Praxis", en: "which practice" },
      position: { de: "Inhaber*in oder Mitglied", en: "owner or member" },
      joined_at: { de: "seit wann", en: "since when" },
    },
  },
  agreement: {
    ...ACCOUNT,
    purpose: {
      de: "Nachweis der Nutzungsbedingungen und der Vereinbarung zur Auftragsverarbeitung (Art. 28 Abs. 9 DSGVO).",
      en: "Proof of terms and data-processing agreement (Art. 28(9) GDPR).",
    },
    export: "all",
    subjects: BY_USER_ID,
    ends: WITH_ACCOUNT,
    columns: {
      id: { de: "benennt die Zustimmung", en: "names the acceptance" },
      user_id: OWNER,
      document: {
        de: "Nutzungsbedingungen oder Auftragsverarbeitung",
        en: "terms or data-processing agreement",
      },
      version: { de: "welche Fassung", en: "which text" },
      language: { de: "in welcher Sprache", en: "in which language" },
      accepted_at: { de: "wann zugestimmt wurde", en: "when it was accepted" },
    },
  },
  news_consent: {
    ...ACCOUNT,
    purpose: {
      de: "Nachweis der Einwilligung in Neuigkeiten per E-Mail (Art. 7 Abs. 1 DSGVO).",
      en: "Proof of consent to news by mail (Art. 7(1) GDPR).",
    },
    grounds: ["Art. 6(1)(a)"],
    isRequired: false,
    period: { from: "withdrawal", days: 0 },
    latest: {
      de: "ohne Antwort auf die Frage 30 Tage nach ihr",
      en: "without an answer to the question, 30 days after it",
    },
    erasure: "delete",
    export: "all",
    subjects: BY_USER_ID,
    // A question that nobody answers is no consent.
    ends: [
      { how: "account" },
      { how: "time", column: "asked_at", only: { column: "given_at", in: [null] }, days: 30 },
    ],
    columns: {
      user_id: OWNER,
      asked_at: { de: "wann gefragt wurde", en: "when it was asked for" },
      given_at: {
        de: "wann sie aus dem Postfach bestätigt wurde",
        en: "when it was confirmed from the mailbox",
      },
      withdrawal_hash: {
        de: "erkennt den Link, der widerruft",
        en: "recognises the link that withdraws",
        secret: true,
      },
    },
  },
  mail_token: {
    ...SIGN_IN,
    summary: {
      de: "Prüfsumme des Links, wofür er ist, wem er gehört, und die neue Adresse, wenn eine zu bestätigen ist",
      en: "hash of the link, what it is for, whose it is, and the new address, when one is to be confirmed",
    },
    purpose: {
      de: "Links aus E-Mails, die einmal benutzt werden können.",
      en: "Links of mails that wait to be used once.",
    },
    period: { from: "expiry", days: 0 },
    latest: {
      de: "nach einer Stunde (neues Passwort), einem Tag (Adresse) oder sieben Tagen (Neuigkeiten)",
      en: "after an hour (new password), a day (address) or seven days (news)",
    },
    export: "all",
    subjects: BY_USER_ID,
    ends: [{ how: "time", column: "expires_at" }, { how: "account" }],
    columns: {
      token_hash: { de: "erkennt den Link", en: "recognises the link", secret: true },
      purpose: { de: "wofür er ist", en: "what it is for" },
      user_id: OWNER,
      detail: {
        de: "die neue Adresse, wenn eine zu bestätigen ist",
        en: "the new address, when one is to be confirmed",
      },
      created_at: CREATED,
      expires_at: {
        de: "wann er von selbst endet: nach einer Stunde (neues Passwort), einem Tag (Adresse) oder sieben Tagen (Neuigkeiten)",
        en: "when it ends by itself: after an hour (new password), a day (address) or seven days (news)",
      },
    },
  },
  invitation: {
    ...ACCOUNT,
    about: ["colleague"],
    summary: {
      de: "die eingeladene E-Mail-Adresse, von wem und in welche Praxis, Sprache, und bis wann die Einladung gilt",
      en: "the invited e-mail address, by whom and to which practice, language, and until when the invitation holds",
    },
    purpose: {
      de: "Kolleg*innen in eine Praxis einladen.",
      en: "Inviting a colleague to a practice.",
    },
    isRequired: false,
    recipients: ["the practice", "the mail server", "the mailbox"],
    period: { from: "expiry", days: 0 },
    latest: { de: "spätestens nach sieben Tagen", en: "after seven days at the latest" },
    erasure: "delete",
    export: "all",
    subjects: [
      { by: "account", column: "invited_by" },
      { by: "address", column: "email" },
    ],
    ends: [{ how: "time", column: "expires_at" }, { how: "account" }],
    columns: {
      id: { de: "benennt die Einladung in der Liste", en: "names the invitation in the list" },
      practice_id: { de: "in welche Praxis", en: "to which practice" },
      email: { de: "wer eingeladen ist", en: "who is invited" },
      token_hash: { de: "erkennt den Link", en: "recognises the link", secret: true },
      invited_by: { de: "von wem", en: "by whom" },
      language: { de: "Sprache der Nachricht", en: "language of the mail" },
      created_at: CREATED,
      expires_at: { de: "sieben Tage später", en: "seven days later" },
    },
  },
  vault: {
    ...ACCOUNT,
    about: ["therapist", "client"],
    summary: {
      de: "versiegelt: Bezeichnungen und Links von Räumen, Schlüssel verglichener Geräte, Einwilligungen mit dem eingegebenen Namen, Termine mit Notiz, und Name, Telefonnummer und Bild der Praxis; lesbar: wem er gehört, wann er zuletzt und wie oft er geschrieben wurde",
      en: "sealed: labels and links of rooms, keys of compared devices, consents with the name that was typed, appointments with a note, and name, telephone number and picture of the practice; readable: whose it is, when it was last written and how often",
    },
    purpose: {
      de: "Was die Praxis sich merkt, im Browser versiegelt, so dass niemand sonst es öffnen kann: Räume mit Links, verglichene Geräte, Einwilligungen mit Namen, Termine.",
      en: "What the practice remembers, sealed in the browser so that nobody else can open it: rooms with links, compared devices, consents with names, appointments.",
    },
    grounds: ["Art. 28"],
    export: "sealed",
    subjects: BY_USER_ID,
    ends: WITH_ACCOUNT,
    columns: {
      user_id: OWNER,
      key_id: { de: "unter welchem Schlüssel er versiegelt ist", en: "which key it is sealed under" },
      version: {
        de: "wie oft er geschrieben wurde, damit nichts verloren geht",
        en: "how often it was written, so that no write is lost",
      },
      document: {
        de: "der versiegelte Inhalt: Bezeichnungen und Links von Räumen, Schlüssel verglichener Geräte, Einwilligungen mit dem eingegebenen Namen, Termine mit Notiz, und Name, Telefonnummer und Bild der Praxis",
        en: "ciphertext: labels and links of rooms, keys of compared devices, consents with the name that was typed, appointments with a note, and the practice's name, telephone number and picture",
      },
      written_at: { de: "wann er zuletzt geschrieben wurde", en: "when it was last written" },
    },
  },
  vault_wrap: {
    ...ACCOUNT,
    summary: {
      de: "der versiegelte Schlüssel, und ob er mit Passwort, Passkey oder Wiederherstellungscode aufgeht",
      en: "the sealed key, and whether password, passkey or recovery code opens it",
    },
    purpose: {
      de: "Der Schlüssel des Tresors, einmal für jede Art ihn zu öffnen versiegelt.",
      en: "The vault's key, sealed once for each way of opening it.",
    },
    export: "sealed",
    subjects: BY_USER_ID,
    ends: WITH_ACCOUNT,
    columns: {
      user_id: OWNER,
      kind: { de: "Passwort, Passkey oder Wiederherstellungscode", en: "password, passkey or recovery code" },
      credential_id: { de: "welcher Passkey", en: "which passkey" },
      key_id: { de: "welcher Schlüssel des Tresors", en: "which key of the vault" },
      wrap: { de: "der versiegelte Schlüssel", en: "ciphertext" },
      created_at: CREATED,
    },
  },
} as const satisfies Partial<Described>;
