// What the notice says where there are accounts: to clients about mails, and to therapists about their account. By
// hand; it says in prose what the entries of src/server/privacy say as data.

import { type Html, html } from "../../platform/html.ts";
import type { Language } from "../language.ts";
import type { Facts } from "./facts.ts";
import { type PrivacyRow, privacyList } from "./privacy-parts.ts";

/** The row for clients. */
export const MAIL_ROW: Readonly<Record<Language, PrivacyRow>> = {
  de: {
    where: "Terminnachrichten per E-Mail",
    what: "Ihre E-Mail-Adresse, Beginn und Dauer des Termins, Name der Praxis, Sprache; welche Nachricht wann verschickt wurde. Kein Link, kein Raum, Ihr Name nicht",
    why: "nur wenn Sie Ihrer Praxis dafür zugestimmt haben: Bestätigung, Erinnerung und Absage, im Auftrag der Praxis",
    until: "die Adresse bis zur letzten dieser Nachrichten; das Übrige 30 Tage länger",
  },
  en: {
    where: "Messages about appointments by e-mail",
    what: "your e-mail address, beginning and duration of the appointment, name of the practice, language; which message was sent when. No link, no room, not your name",
    why: "only if you agreed to it with your practice: confirmation, reminder and cancellation, on behalf of the practice",
    until: "the address until the last of these messages; the rest for 30 days longer",
  },
};

const LABELS = {
  de: { what: "Welche Daten", why: "Wozu", until: "Wie lange" },
  en: { what: "Which data", why: "What for", until: "How long" },
} as const;

const WITH_ACCOUNT = {
  de: "mit dem Konto: spätestens 30 Tage nach Ende des Vertrags",
  en: "with the account: 30 days after the end of the contract at the latest",
} as const;

const ROWS: Readonly<Record<Language, readonly PrivacyRow[]>> = {
  de: [
    {
      where: "Konto",
      what: "Name, E-Mail-Adresse, Sprache, ein Prüfwert Ihres Passworts (das Passwort selbst erfahren wir nicht), Passkeys und zweiter Faktor, wenn Sie sie einrichten",
      why: "Anmeldung und Nachrichten zum Konto",
      until: `${WITH_ACCOUNT.de}; ein Konto, das nicht bestätigt wird, zwei Tage`,
    },
    {
      where: "Praxis",
      what: "Name und Kennung der Praxis, wer dazugehört; E-Mail-Adressen eingeladener Kolleg*innen",
      why: "gemeinsam arbeiten; der Name steht in Terminnachrichten",
      until: `${WITH_ACCOUNT.de}; eine Einladung sieben Tage`,
    },
    {
      where: "Tresor",
      what: "Räume, Links und Termine, so verschlüsselt, dass nur Sie sie öffnen können; wir sehen Größe, Fassung und Zeitpunkt der letzten Änderung",
      why: "auf allen Ihren Geräten damit arbeiten",
      until: WITH_ACCOUNT.de,
    },
    {
      where: "Angemeldete Geräte",
      what: "Beginn und letzte Benutzung der Anmeldung, Art von Browser und Betriebssystem; keine Netzadresse",
      why: "angemeldet bleiben und eine fremde Anmeldung erkennen",
      until: "bis zum Abmelden, höchstens 30 Tage",
    },
    {
      where: "Zustimmungen",
      what: "welche Fassung von Nutzungsbedingungen und Vertrag zur Auftragsverarbeitung Sie wann angenommen haben; ob Sie Neuigkeiten per E-Mail möchten",
      why: "Nachweis (Art. 7 Abs. 1 und Art. 28 DSGVO)",
      until: `${WITH_ACCOUNT.de}; Neuigkeiten bis zum Widerruf, der jederzeit mit einem Klick geht`,
    },
    {
      where: "Nachrichten an Sie",
      what: "Adresse und Inhalt, bis sie verschickt sind; danach Art, Zeitpunkt und Ergebnis",
      why: "Zustellung",
      until: "30 Tage",
    },
    {
      where: "Schutz vor Erraten",
      what: "Zahl der Versuche je Konto und je Netzadresse, unter geheimen Schlüsseln, sodass beide nicht zu erkennen sind",
      why: "Angriffe auf Konten bremsen",
      until: "einen Tag; Netzadressen nur im Arbeitsspeicher",
    },
    {
      where: "Cookies",
      what: "__Host-session (Anmeldung), __Host-passkey und __Host-second-factor (Zwischenschritte der Anmeldung)",
      why: "unbedingt erforderlich, um angemeldet zu sein; sonst gibt es keine, und für Klient*innen gar keine",
      until: "die Anmeldung 30 Tage, die Zwischenschritte wenige Minuten",
    },
  ],
  en: [
    {
      where: "Account",
      what: "name, e-mail address, language, a check value of your password (the password itself never reaches us), passkeys and second factor if you set them up",
      why: "signing in and messages about the account",
      until: `${WITH_ACCOUNT.en}; an account that is not confirmed for two days`,
    },
    {
      where: "Practice",
      what: "name and code of the practice, who belongs to it; e-mail addresses of invited colleagues",
      why: "working together; the name stands in messages about appointments",
      until: `${WITH_ACCOUNT.en}; an invitation for seven days`,
    },
    {
      where: "Vault",
      what: "rooms, links and appointments, encrypted so that only you can open them; we see size, version and time of the last change",
      why: "working with them on all your devices",
      until: WITH_ACCOUNT.en,
    },
    {
      where: "Signed-in devices",
      what: "beginning and last use of the sign-in, kind of browser and operating system; no network address",
      why: "staying signed in, and recognising somebody else's sign-in",
      until: "until signing out, 30 days at most",
    },
    {
      where: "Agreements",
      what: "which version of terms and data-processing agreement you accepted when; whether you want news by e-mail",
      why: "proof (Art. 7(1) and Art. 28 GDPR)",
      until: `${WITH_ACCOUNT.en}; news until you withdraw, at any time with one click`,
    },
    {
      where: "Messages to you",
      what: "address and content until they are sent; afterwards kind, time and result",
      why: "delivery",
      until: "30 days",
    },
    {
      where: "Protection from guessing",
      what: "number of tries for an account and for a network address, under secret keys, so that neither can be told",
      why: "slowing down attacks on accounts",
      until: "one day; network addresses in memory alone",
    },
    {
      where: "Cookies",
      what: "__Host-session (sign-in), __Host-passkey and __Host-second-factor (steps of a sign-in)",
      why: "strictly necessary for being signed in; there are no others, and none at all for clients",
      until: "the sign-in for 30 days, its steps for a few minutes",
    },
  ],
};

const TITLE = {
  de: "Wenn Sie als Therapeut*in ein Konto haben",
  en: "If you are a therapist with an account",
};

const grounds = (language: Language, { mailHost }: Facts): string =>
  language === "de"
    ? `Rechtsgrundlage ist der Vertrag mit Ihnen (Art. 6 Abs. 1 lit. b DSGVO), für Neuigkeiten Ihre Einwilligung (lit. a), für den Schutz vor Erraten unser berechtigtes Interesse (lit. f). Name, E-Mail-Adresse, Passwort und die Annahme der Verträge sind für ein Konto nötig, alles andere ist freiwillig. Kolleg*innen Ihrer Praxis sehen Ihren Namen und Ihre E-Mail-Adresse.${mailHost === null ? "" : ` Nachrichten verschickt ${mailHost}.`}`
    : `The legal ground is the contract with you (Art. 6(1)(b) GDPR), for news your consent (a), for protection from guessing our legitimate interest (f). Name, e-mail address, password and accepting the agreements are needed for an account, everything else is voluntary. Colleagues of your practice see your name and e-mail address.${mailHost === null ? "" : ` Messages are sent by ${mailHost}.`}`;

/** The section for therapists; none where there are no accounts. */
export function accountSection(
  language: Language,
  facts: Facts,
): readonly { readonly title: string; readonly body: Html }[] {
  if (!facts.hasAccounts) return [];
  const body = html`${privacyList(LABELS[language], ROWS[language])}
<p>${grounds(language, facts)}</p>`;
  return [{ title: TITLE[language], body }];
}
