// The words of mails about rights and duties of data protection, plain text. None says what is kept about anybody.
import { Temporal } from "temporal-polyfill";
import type { Language, MailText, PrivacyMailContent } from "./mail-kinds.ts";

type Texts = { readonly [K in keyof PrivacyMailContent]: MailText<PrivacyMailContent[K]> };

const LOCALES = { de: "de-AT", en: "en-GB" } as const;

function dateOf(time: number, timeZone: string, language: Language): string {
  return Temporal.Instant.fromEpochMilliseconds(time)
    .toZonedDateTimeISO(timeZone)
    .toPlainDate()
    .toLocaleString(LOCALES[language], { weekday: "long", day: "numeric", month: "long", year: "numeric" });
}

const replyHeader = ({ replyTo }: PrivacyMailContent["request-text"]) => ({ "Reply-To": replyTo });

export const PRIVACY_DE: Texts = {
  breach: {
    subject: "Verletzung des Schutzes personenbezogener Daten",
    lines: ({ nature, consequences, measures, noticedAt, timeZone, contact }) => [
      "Guten Tag,",
      `bei uns, Ihrem Auftragsverarbeiter, ist der Schutz personenbezogener Daten verletzt worden. Ihre Praxis ist betroffen. Bekannt ist es uns seit ${dateOf(noticedAt, timeZone, "de")}. Wir melden es Ihnen nach Art. 33 Abs. 2 DSGVO.`,
      `Was geschehen ist:\n${nature}`,
      `Wahrscheinliche Folgen:\n${consequences}`,
      `Was wir tun und was Sie tun können:\n${measures}`,
      "Für die Daten Ihrer Klient*innen sind Sie verantwortlich: Bitte prüfen Sie, ob Sie es Ihrer Aufsichtsbehörde melden müssen (binnen 72 Stunden, seit Sie es wissen, Art. 33 Abs. 1) und ob Sie Ihre Klient*innen benachrichtigen müssen (Art. 34). Wir wissen nicht, wer sie sind.",
      `Fragen beantwortet:\n${contact}`,
    ],
  },
  "mailbox-code": {
    subject: "Ihr Code",
    lines: ({ code, minutes }) => [
      "Guten Tag,",
      "auf der Seite „Meine Daten“ von TheraPsy Connect wurde nach dieser Adresse gefragt. Mit diesem Code zeigen Sie dort, dass das Postfach Ihnen gehört:",
      code,
      `Der Code gilt ${minutes} Minuten. Geben Sie ihn niemandem. Wenn Sie nicht gefragt haben, brauchen Sie nichts zu tun: Ohne den Code erfährt niemand etwas.`,
    ],
  },
  "erasure-asked": {
    subject: "Ihr Konto wird gelöscht",
    lines: ({ link, erasedAt, timeZone }) => [
      "Guten Tag,",
      `für Ihr Konto bei TheraPsy Connect wurde die Löschung verlangt. Es wird am ${dateOf(erasedAt, timeZone, "de")} mit allem gelöscht, was dazu gehört. Alle Geräte sind abgemeldet; Nachrichten an Klient*innen, die noch warteten, werden nicht mehr verschickt.`,
      "Wenn Sie es sich anders überlegen oder das nicht waren: Melden Sie sich vorher wieder an, dann bleibt das Konto.",
      link,
    ],
  },
  "erasure-called-off": {
    subject: "Ihr Konto bleibt",
    lines: ({ link }) => [
      "Guten Tag,",
      "mit Ihrem Konto bei TheraPsy Connect hat sich jemand angemeldet. Die Löschung, die Sie verlangt hatten, ist damit zurückgenommen.",
      "Wenn Sie die Löschung weiterhin wollen, verlangen Sie sie im Konto unter „Meine Daten“ noch einmal. Wenn Sie das Anmelden nicht waren, ändern Sie dort bitte gleich Ihr Passwort:",
      link,
    ],
  },
  "request-text": {
    subject: "Ein Anliegen zu eigenen Daten",
    headers: replyHeader,
    lines: ({ id, kind, text, dueAt, timeZone }) => [
      "Guten Tag,",
      `jemand mit einem Konto hat geschrieben: ${{ objection: "Widerspruch (Art. 21 DSGVO)", rectification: "Berichtigung (Art. 16 DSGVO)", other: "Anliegen zu eigenen Daten (Art. 12 DSGVO)" }[kind]}. Zu beantworten bis ${dateOf(dueAt, timeZone, "de")}. Dieser Text ist sonst nirgends gespeichert:`,
      text,
      `Das Anliegen in der Liste: npm run connect -- request --id ${id}`,
    ],
  },
  "requests-due": {
    subject: "Anliegen zu Daten warten auf eine Antwort",
    lines: ({ open, arrived, overdue, dueAt, timeZone }) => [
      "Guten Tag,",
      overdue > 0
        ? `${overdue === 1 ? "ein Anliegen ist" : `${overdue} Anliegen sind`} überfällig (Art. 12 Abs. 3 DSGVO). Bitte antworten Sie heute.`
        : arrived > 0
          ? "auf der Seite „Meine Daten“ ist ein Anliegen angekommen (Art. 12 Abs. 3 DSGVO)."
          : "ein Anliegen zu personenbezogenen Daten ist bald zu beantworten (Art. 12 Abs. 3 DSGVO).",
      `Offen: ${open}${arrived > 0 ? `, davon neu: ${arrived}` : ""}. Das dringendste war oder ist fällig am ${dateOf(dueAt, timeZone, "de")}.`,
      "Die Liste zeigt auf dem Server: npm run connect -- requests",
    ],
  },
};

export const PRIVACY_EN: Texts = {
  breach: {
    subject: "Personal data breach",
    lines: ({ nature, consequences, measures, noticedAt, timeZone, contact }) => [
      "Hello,",
      `there has been a personal data breach with us, your processor. Your practice is concerned. We have known of it since ${dateOf(noticedAt, timeZone, "en")}. We notify you under Art. 33(2) GDPR.`,
      `What happened:\n${nature}`,
      `Likely consequences:\n${consequences}`,
      `What we do and what you can do:\n${measures}`,
      "You are the controller for your clients' data: please check whether you have to notify your supervisory authority (within 72 hours of knowing of it, Art. 33(1)) and whether you have to tell your clients (Art. 34). We do not know who they are.",
      `Questions are answered by:\n${contact}`,
    ],
  },
  "mailbox-code": {
    subject: "Your code",
    lines: ({ code, minutes }) => [
      "Hello,",
      'somebody asked about this address on the page "My data" of TheraPsy Connect. This code shows there that the mailbox is yours:',
      code,
      `The code is valid for ${minutes} minutes. Give it to nobody. If you did not ask, there is nothing to do: without the code nobody learns anything.`,
    ],
  },
  "erasure-asked": {
    subject: "Your account will be erased",
    lines: ({ link, erasedAt, timeZone }) => [
      "Hello,",
      `the erasure of your account at TheraPsy Connect was asked for. It will be erased on ${dateOf(erasedAt, timeZone, "en")}, with all that belongs to it. Every device is signed out; mails to clients that still waited are not sent any more.`,
      "If you change your mind, or if that was not you: sign in again before then, and the account stays.",
      link,
    ],
  },
  "erasure-called-off": {
    subject: "Your account stays",
    lines: ({ link }) => [
      "Hello,",
      "somebody signed in to your account at TheraPsy Connect. The erasure that you had asked for is called off by that.",
      'If you still want it erased, ask for it again in the account under "My data". If it was not you who signed in, please change your password there now:',
      link,
    ],
  },
  "request-text": {
    subject: "A request about own data",
    headers: replyHeader,
    lines: ({ id, kind, text, dueAt, timeZone }) => [
      "Hello,",
      `somebody with an account has written: ${{ objection: "objection (Art. 21 GDPR)", rectification: "rectification (Art. 16 GDPR)", other: "request about own data (Art. 12 GDPR)" }[kind]}. To be answered by ${dateOf(dueAt, timeZone, "en")}. This text is kept nowhere else:`,
      text,
      `The request in the list: npm run connect -- request --id ${id}`,
    ],
  },
  "requests-due": {
    subject: "Requests about data wait for an answer",
    lines: ({ open, arrived, overdue, dueAt, timeZone }) => [
      "Hello,",
      overdue > 0
        ? `${overdue === 1 ? "one request is" : `${overdue} requests are`} overdue (Art. 12(3) GDPR). Please answer today.`
        : arrived > 0
          ? 'a request has arrived on the page "My data" (Art. 12(3) GDPR).'
          : "a request about personal data has to be answered soon (Art. 12(3) GDPR).",
      `Open: ${open}${arrived > 0 ? `, of which new: ${arrived}` : ""}. The most urgent one was or is due on ${dateOf(dueAt, timeZone, "en")}.`,
      "The list, on the server: npm run connect -- requests",
    ],
  },
};
