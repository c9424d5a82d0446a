// The privacy notice for account holders and the colleagues whom they invite (Art. 13 and 14 GDPR).
import {
  type Block,
  heading,
  link,
  list,
  type PublishedDocument,
  paragraph,
  say,
} from "../../platform/document.ts";
import type { Facts } from "../../platform/facts.ts";
import { about, declaredHere, entryBlocks, onDevice } from "./entries.ts";
import { noticeEnd } from "./notice-end.ts";
import { hosting, otherNotices, thirdCountries } from "./notice-parts.ts";
import { recipients } from "./recipients.ts";

const READERS: readonly Block[] = [
  heading("An wen ist diese Datenschutzerklärung gerichtet?", "Whom is this privacy notice for?"),
  paragraph(
    say(
      "An Therapeut*innen und andere, die hier ein Konto haben oder als Kolleg*in in eine Praxis eingeladen sind.",
      "For therapists and others who have an account here or are invited to a practice as colleagues.",
      "law: Art. 12(1) GDPR",
    ),
    say(
      "Für Ihre Klient*innen sind Sie selbst verantwortlich; wir verarbeiten deren Daten in Ihrem Auftrag.",
      "For your clients you are the controller yourself; we process their data on your behalf.",
      "law: Art. 4(7), (8), Art. 28 GDPR",
    ),
    link("Die Vereinbarung dazu.", "The agreement on that.", "/avv", "law: Art. 28(3) GDPR"),
  ),
];

const GROUNDS: readonly Block[] = [
  heading("Rechtsgrundlage der Datenverarbeitung", "Legal grounds of the processing"),
  heading("Einwilligung (Art. 6 Abs. 1 lit. a DSGVO)", "Consent (Art. 6(1)(a) GDPR)", 3),
  paragraph(
    say(
      "Nur Neuigkeiten per E-Mail beruhen auf Ihrer Einwilligung; sie wird aus Ihrem Postfach bestätigt und ist nirgends vorausgewählt.",
      "Only news by mail rests on your consent; it is confirmed from your mailbox and nowhere ticked in advance.",
      "law: Art. 7(1), (2), Art. 4(11) GDPR",
    ),
  ),
  heading(
    "Erfüllung eines Vertrages (Art. 6 Abs. 1 lit. b DSGVO)",
    "Performance of a contract (Art. 6(1)(b) GDPR)",
    3,
  ),
  paragraph(
    say(
      "Konto, Praxis, Tresor und die Nachrichten dazu sind der Vertrag mit Ihnen; ohne Name, E-Mail-Adresse, Passwort und die Annahme der Verträge gibt es kein Konto.",
      "Account, practice, vault and the messages about them are the contract with you; without name, e-mail address, password and accepting the agreements there is no account.",
      "law: Art. 13(2)(e) GDPR",
    ),
    say(
      "Das Passwort selbst erfahren wir nie, und der Tresor ist in Ihrem Browser verschlüsselt: Nur Sie können ihn öffnen.",
      "We never learn the password itself, and the vault is encrypted in your browser: only you can open it.",
      "decision: 0025",
    ),
  ),
  heading(
    "Berechtigtes Interesse (Art. 6 Abs. 1 lit. f DSGVO)",
    "Legitimate interest (Art. 6(1)(f) GDPR)",
    3,
  ),
  paragraph(
    say(
      "Protokolle, Zähler gegen Raten und Nachweise beruhen auf unserem berechtigten Interesse an einem sicheren Dienst und daran, rechtmäßiges Handeln belegen zu können.",
      "Logs, counters against guessing and proofs rest on our legitimate interest in a secure service and in being able to show that we act lawfully.",
      "law: Art. 13(1)(d) GDPR",
    ),
  ),
  heading("Rechtliche Verpflichtung (Art. 6 Abs. 1 lit. c DSGVO)", "Legal obligation (Art. 6(1)(c) GDPR)", 3),
  paragraph(
    say(
      "Anliegen zu Ihren Daten, Datenpannen und Sperren halten wir fest, weil das Gesetz verlangt, dass wir sie nachweisen.",
      "We note requests about your data, data breaches and holds because the law demands that we can prove them.",
      "law: Art. 5(2), Art. 33(5) GDPR",
    ),
  ),
];

const INVITED = paragraph(
  say(
    "Haben Sie eine Einladung in eine Praxis bekommen, kommt Ihre Adresse von dem Mitglied, das Sie eingeladen hat.",
    "If you got an invitation to a practice, your address comes from the member who invited you.",
    "law: Art. 14(2)(f) GDPR",
  ),
);

export function noticeForAccounts(facts: Facts): PublishedDocument {
  const own = declaredHere(facts).filter(about("therapist", "operator", "colleague"));
  return {
    title: {
      de: "Datenschutzerklärung – Connect für Therapeut*innen mit Konto",
      en: "Privacy notice – Connect for therapists with an account",
    },
    blocks: [
      ...READERS,
      otherNotices("accounts", facts),
      heading("Gesammelte Daten und Formate", "Data and formats"),
      paragraph(...hosting(facts)),
      INVITED,
      heading("Was auf unserem Server ist oder durch ihn geht", "What is on our server or passes it"),
      ...own.filter((one) => !onDevice(one)).flatMap((one) => entryBlocks(one, facts, "others")),
      heading("Was auf Ihren Geräten liegt", "What lies on your devices"),
      paragraph(
        say(
          "Auf dem Gerät gespeichert wird nur, was für den gewünschten Dienst unbedingt erforderlich ist oder was Sie selbst gewählt haben.",
          "Only what is strictly necessary for the service asked for, or what you have chosen yourself, is stored on the device.",
          "law: § 25 TDDDG, § 165(3) TKG 2021",
        ),
      ),
      ...own.filter(onDevice).flatMap((one) => entryBlocks(one, facts, "others")),
      ...GROUNDS,
      heading("Empfänger", "Recipients", 3),
      list(...hosting(facts), ...recipients(facts)),
      paragraph(...thirdCountries(facts)),
      ...noticeEnd("accounts", own, facts),
    ],
  };
}
