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

export const PRIVACY_DE: Texts = {
  "mailbox-code": {
    subject: "Ihr Code",
    lines: ({ code, minutes }) => [
      "Guten Tag,",
      "auf der Seite „Meine Daten“ von TheraPsy Connect wurde nach dieser Adresse gefragt. Mit diesem Code zeigen Sie dort, dass das Postfach Ihnen gehört:",
      code,
      `Der Code gilt ${minutes} Minuten. Geben Sie ihn niemandem. Wenn Sie nicht gefragt haben, brauchen Sie nichts zu tun: Ohne den Code erfährt niemand etwas.`,
    ],
  },
  "requests-due": {
    subject: "Anliegen zu Daten warten auf eine Antwort",
    lines: ({ open, overdue, dueAt, timeZone }) => [
      "Guten Tag,",
      overdue > 0
        ? `${overdue === 1 ? "ein Anliegen ist" : `${overdue} Anliegen sind`} überfällig (Art. 12 Abs. 3 DSGVO). Bitte antworten Sie heute.`
        : "ein Anliegen zu personenbezogenen Daten ist bald zu beantworten (Art. 12 Abs. 3 DSGVO).",
      `Offen: ${open}. Das dringendste war oder ist fällig am ${dateOf(dueAt, timeZone, "de")}.`,
      "Die Liste zeigt auf dem Server: npm run connect -- requests",
    ],
  },
};

export const PRIVACY_EN: Texts = {
  "mailbox-code": {
    subject: "Your code",
    lines: ({ code, minutes }) => [
      "Hello,",
      'somebody asked about this address on the page "My data" of TheraPsy Connect. This code shows there that the mailbox is yours:',
      code,
      `The code is valid for ${minutes} minutes. Give it to nobody. If you did not ask, there is nothing to do: without the code nobody learns anything.`,
    ],
  },
  "requests-due": {
    subject: "Requests about data wait for an answer",
    lines: ({ open, overdue, dueAt, timeZone }) => [
      "Hello,",
      overdue > 0
        ? `${overdue === 1 ? "one request is" : `${overdue} requests are`} overdue (Art. 12(3) GDPR). Please answer today.`
        : "a request about personal data has to be answered soon (Art. 12(3) GDPR).",
      `Open: ${open}. The most urgent one was or is due on ${dateOf(dueAt, timeZone, "en")}.`,
      "The list, on the server: npm run connect -- requests",
    ],
  },
};
