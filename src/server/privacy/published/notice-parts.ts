// What the three notices have in common.

import { NO_COUNTRY, SELF } from "../../platform/config.ts";
import {
  type Block,
  heading,
  link,
  list,
  paragraph,
  type Sentence,
  say,
  type Text,
} from "../../platform/document.ts";
import type { Facts } from "../../platform/facts.ts";
import { CAPS, type Category } from "../entry.ts";
import { CATEGORY_WORDS } from "../words.ts";
import { officer, operatorLines } from "./contact.ts";
import { type Declared, periodList } from "./entries.ts";

export const NOTICES = {
  clients: "/privacy",
  accounts: "/privacy/accounts",
  visitors: "/privacy/visitors",
} as const;

type Notice = keyof typeof NOTICES;

const LINKS: Readonly<Record<Notice, Sentence>> = {
  clients: link(
    "Sprechen Sie als Klient*in mit Ihrer Praxis, lesen Sie diese Datenschutzerklärung.",
    "If you talk to your practice as a client, read this privacy notice.",
    NOTICES.clients,
    "law: Art. 12(1) GDPR",
  ),
  accounts: link(
    "Haben Sie ein Konto, lesen Sie diese Datenschutzerklärung.",
    "If you have an account, read this privacy notice.",
    NOTICES.accounts,
    "law: Art. 12(1) GDPR",
  ),
  visitors: link(
    "Besuchen Sie nur die Seiten, lesen Sie diese Datenschutzerklärung.",
    "If you only visit the pages, read this privacy notice.",
    NOTICES.visitors,
    "law: Art. 12(1) GDPR",
  ),
};

/** Ways to the other notices, as far as they hold here. */
export function otherNotices(own: Notice, { hasAccounts }: Facts): Block {
  const others = (["clients", "accounts", "visitors"] as const).filter(
    (one) => one !== own && (one !== "accounts" || hasAccounts),
  );
  return list(...others.map((one) => LINKS[one]));
}

/** Who runs the machine, and where (Art. 13(1)(e), (f) GDPR). */
export function hosting({ hostingPlace, companies }: Facts): readonly Sentence[] {
  const { hosting: company } = companies;
  return [
    hostingPlace === null
      ? say(
          "Unser Server ist der Rechner, auf dem dieses Programm läuft.",
          "Our server is the machine that runs this program.",
          "config: CONNECT_HOSTING_PLACE",
        )
      : say(
          `Unser Server steht hier: ${hostingPlace}.`,
          `Our server is here: ${hostingPlace}.`,
          "config: CONNECT_HOSTING_PLACE",
        ),
    runBy({ de: "Der Rechner", en: "The machine" }, company, "config: CONNECT_HOSTING_COMPANY"),
  ];
}

/** Who runs something, as the configuration names it. `what`: at the beginning of a sentence. */
export function runBy(what: Text, company: string | null, source: Sentence["source"]): Sentence {
  if (company === null)
    return say(
      `${what.de}: von wem betrieben, ist auf dieser Testinstallation nicht eingetragen.`,
      `${what.en}: run by whom has not been entered on this test installation.`,
      source,
    );
  return company === SELF
    ? say(`${what.de}: betrieben von uns selbst.`, `${what.en}: run by ourselves.`, source)
    : say(`${what.de}: für uns betrieben von ${company}.`, `${what.en}: run for us by ${company}.`, source);
}

/** Whether data leave EU and EEA (Art. 13(1)(f), Art. 30(1)(e) GDPR), as the operator says. */
function transfers({ thirdCountries: said }: Facts): Sentence {
  const source = "config: CONNECT_THIRD_COUNTRIES";
  if (said === null)
    return say(
      "Ob Daten in Länder außerhalb der EU und des EWR gehen, ist auf dieser Testinstallation nicht eingetragen.",
      "Whether data go to countries outside the EU and the EEA has not been entered on this test installation.",
      source,
    );
  return said === NO_COUNTRY
    ? say(
        "In Länder außerhalb der EU und des EWR übermitteln wir keine Daten.",
        "We transfer no data to countries outside the EU and the EEA.",
        source,
      )
    : say(
        `Übermittlung in Länder außerhalb der EU und des EWR: ${said}.`,
        `Transfer to countries outside the EU and the EEA: ${said}.`,
        source,
      );
}

export const thirdCountries = (facts: Facts): readonly Sentence[] => [
  transfers(facts),
  ...(facts.hasAccounts
    ? [
        say(
          "Eine E-Mail geht dorthin, wo das Postfach liegt, an das sie gerichtet ist.",
          "A mail goes to where the mailbox lies to which it is addressed.",
          "law: Art. 13(1)(e), (f) GDPR",
        ),
      ]
    : []),
  say(
    "Werbung, Auswertung des Verhaltens und Zusammenführung mit anderen Quellen gibt es nicht.",
    "There is no advertising, no analysis of behaviour and no combining with other sources.",
    "law: Art. 5(1)(b), (c) GDPR",
  ),
];

export const GENERAL: readonly Block[] = [
  heading("Allgemeine Hinweise und Pflichtinformationen", "General and mandatory information"),
  paragraph(
    say(
      "Personenbezogene Daten sind alle Angaben, die sich auf eine bestimmte oder bestimmbare Person beziehen.",
      "Personal data are all information that relates to an identified or identifiable person.",
      "law: Art. 4(1) GDPR",
    ),
    say(
      "Diese Erklärung sagt, welche wir verarbeiten, wozu, auf welcher Grundlage und wie lange.",
      "This notice says which of them we process, what for, on which ground and for how long.",
      "law: Art. 13(1), (2) GDPR",
    ),
    say(
      "Die Übertragung von Daten im Internet, zum Beispiel per E-Mail, kann Sicherheitslücken haben; ein lückenloser Schutz vor dem Zugriff anderer ist nicht möglich.",
      "Transmitting data on the internet, by e-mail for example, can have security gaps; complete protection from access by others is not possible.",
      "law: Art. 32(1) GDPR",
    ),
  ),
];

export function transport({ isEncrypted }: Facts): readonly Block[] {
  return [
    heading("SSL- bzw. TLS-Verschlüsselung", "SSL or TLS encryption"),
    isEncrypted
      ? paragraph(
          say(
            "Alle Seiten und die Vermittlung sind mit TLS verschlüsselt; Sie erkennen das an „https://“ in der Adresszeile.",
            "All pages and the relay are encrypted with TLS; you can tell by “https://” in the address bar.",
            "law: Art. 32(1)(a) GDPR",
          ),
          say(
            "So kann unterwegs niemand mitlesen, was Sie an uns senden.",
            "So nobody on the way can read what you send to us.",
            "law: Art. 32(1)(a) GDPR",
          ),
        )
      : paragraph(
          say(
            "Diese Testinstallation läuft ohne TLS und ist nur auf dem eigenen Rechner erreichbar.",
            "This test installation runs without TLS and can be reached from its own machine only.",
            "config: CONNECT_ORIGIN",
          ),
        ),
    paragraph(
      say(
        "Das Gespräch selbst ist zusätzlich von Gerät zu Gerät verschlüsselt, auch gegen Vermittlung und Weiterleitung; mit den vier Wörtern prüfen die beiden, dass niemand dazwischen ist.",
        "The call itself is encrypted from device to device as well, also against relay and TURN servers; with the four words the two check that nobody is in between.",
        "promise: P2",
      ),
      ALTERED_PAGES,
    ),
  ];
}

/** What no encryption of a page in a browser can promise. */
export const ALTERED_PAGES = say(
  "Wer die Seiten dieses Programms ausliefert, könnte allerdings veränderte ausliefern; darin müssen Sie dem Betreiber vertrauen.",
  "Whoever serves the pages of this program could serve altered ones, though; in this you have to trust the operator.",
  "law: Art. 5(1)(a), Art. 32(1) GDPR",
);

/** Who uses the service without an account makes no agreement with its operator (Art. 28(3) GDPR). */
export const WITHOUT_ACCOUNT = say(
  "Praxen, die ohne Konto arbeiten, kennt der Betreiber nicht; was sie sich merken, bleibt in ihrem Browser, und der Server vermittelt nur. Mit ihnen besteht keine Vereinbarung, solange sie nicht gesondert geschlossen wird.",
  "Practices that work without an account are not known to the operator; what they remember stays in their browser, and the server only connects. There is no agreement with them unless one is made separately.",
  "law: Art. 28(3) GDPR",
);

/** Where a client's consent lies. */
export const consentPlace = (hasAccounts: boolean): Sentence =>
  hasAccounts
    ? say(
        "Aufbewahrt wird sie von Ihrer Praxis; auf unserem Server liegt sie nur versiegelt im Tresor Ihrer Praxis, den wir nicht öffnen können.",
        "It is kept by your practice; on our server it lies only sealed in the vault of your practice, which we cannot open.",
        "decision: 0040",
      )
    : say(
        "Aufbewahrt wird sie von Ihrer Praxis, in deren Browser; auf unserem Server liegt sie nicht.",
        "It is kept by your practice, in its browser; it is not on our server.",
        "decision: 0040",
      );

const NOTHING = say(
  "Davon verarbeiten wir über Sie nichts.",
  "We process nothing of this kind about you.",
  "law: Art. 13(2)(a) GDPR",
);

const NO_CONTENT = [
  say(
    "Aufzeichnungen werden unter keinen Umständen erstellt, auch nicht mit Ihrer Einwilligung: Das Programm hat keine Funktion dafür.",
    "Recordings are made under no circumstances, not even with your consent: the program has no function for it.",
    "promise: P5",
  ),
  say(
    "Sollte je ein Inhalt gefunden werden, wird er sofort gelöscht.",
    "Should any content ever be found, it is erased at once.",
    "promise: P8",
  ),
] as const;

const NO_BILLING = say(
  "Dieser Dienst speichert keine Abrechnungsdaten.",
  "This service keeps no billing data.",
  "law: Art. 13(2)(a) GDPR",
);

function without(category: Category): readonly Sentence[] {
  if (category === "content") return NO_CONTENT;
  return [category === "billing" ? NO_BILLING : NOTHING];
}

function capOf(category: Category): readonly Sentence[] {
  const cap = CAPS[category];
  if (cap === null || cap === 0) return [];
  const most = {
    de: category === "proof" ? "vier Jahre" : `${cap} Tage`,
    en: category === "proof" ? "four years" : `${cap} days`,
  };
  return [
    say(
      `Länger als ${most.de} nach diesem Zeitpunkt bewahrt der Dienst nichts davon auf, wie immer er eingestellt ist.`,
      `The service keeps none of this for longer than ${most.en} after that moment, however it is set.`,
      "promise: P8",
    ),
  ];
}

const inOrder = Object.keys(CATEGORY_WORDS) as readonly Category[];

/** Periods by category (Art. 13(2)(a) GDPR), with those of the seed's headings first. `entries`: of these readers. */
export function periodsByCategory(entries: readonly Declared[], facts: Facts): readonly Block[] {
  const blocks = inOrder.flatMap((category, index): readonly Block[] => {
    const own = entries.filter(({ entry }) => entry.category === category);
    const title: Text = CATEGORY_WORDS[category];
    const head = heading(`${index + 1}. ${title.de}`, `${index + 1}. ${title.en}`, 3);
    const texts = category === "content" || own.length === 0 ? without(category) : capOf(category);
    return [
      head,
      ...(own.length === 0 ? [] : [periodList(own, facts)]),
      ...(texts.length === 0 ? [] : [paragraph(...texts)]),
    ];
  });
  return [
    heading("Löschdauer von Daten", "How long data are kept"),
    paragraph(
      say(
        "Wir bewahren Daten nur so lange auf, wie ihr Zweck oder das Gesetz es verlangt; danach löscht das Programm von selbst, jede Stunde, was auf dem Server liegt. Sicherungen löscht der Betreiber, und was auf Geräten liegt, endet dort, wie es unten steht.",
        "We keep data only as long as their purpose or the law demands; after that the program deletes by itself, every hour, what lies on the server. Backups are deleted by the operator, and what lies on devices ends there as it says below.",
        "law: Art. 5(1)(e) GDPR",
      ),
    ),
    ...blocks,
    paragraph(
      say(
        "Länger bleibt etwas nur, wenn das Gesetz es verlangt, wenn Rechtsansprüche geltend gemacht, ausgeübt oder verteidigt werden, oder wenn Sie die Einschränkung verlangt haben; auch das endet, und dann wird gelöscht.",
        "Something stays longer only if the law demands it, if legal claims are established, exercised or defended, or if you asked for restriction; that ends as well, and then it is deleted.",
        "law: Art. 17(3)(b), (e), Art. 18(1)(c) GDPR",
      ),
      ...(facts.hasAccounts
        ? [
            say(
              `Was gelöscht ist, kann in Sicherungen noch bis zu ${facts.periods.backup} Tage liegen; sie werden nur gebraucht, um den Dienst nach einem Verlust wiederherzustellen.`,
              `What was deleted can still lie in backups for up to ${facts.periods.backup} days; they are used only to bring the service back after a loss.`,
              "config: CONNECT_BACKUP_DAYS",
            ),
          ]
        : []),
      ...(facts.hasAccounts && facts.isPostgres
        ? [
            say(
              "Die Datenbank überschreibt Gelöschtes auf ihrem Datenträger einmal am Tag, wenn ihr die Rechte dafür gegeben sind; ohne sie kann es dort lesbar bleiben, bis der Platz neu beschrieben wird.",
              "The database overwrites what was deleted on its disk once a day, if it is given the rights for that; without them it can stay readable there until its place is written anew.",
              "config: CONNECT_DATABASE_URL",
            ),
          ]
        : []),
    ),
  ];
}

export const responsible = (readers: Notice, facts: Facts): readonly Block[] => [
  heading("Hinweis zur verantwortlichen Stelle", "Who is responsible"),
  paragraph(
    ...(readers === "clients"
      ? [
          say(
            "Für das Gespräch, die Einwilligung darin und alles, was wir im Auftrag Ihrer Praxis tun, ist Ihre Praxis verantwortlich.",
            "For the call, the consent to it and all that we do on behalf of your practice, your practice is the controller.",
            "law: Art. 4(7), (8), Art. 28 GDPR",
          ),
          say(
            "Für Protokolle, Zähler, Anliegen zu Ihren Daten an uns und diese Seiten ist verantwortlich:",
            "For logs, counters, requests about your data to us and these pages the controller is:",
            "law: Art. 13(1)(a) GDPR",
          ),
        ]
      : [
          say(
            "Verantwortlich für die Datenverarbeitung dieses Dienstes ist:",
            "Responsible for the data processing of this service is:",
            "law: Art. 13(1)(a) GDPR",
          ),
        ]),
  ),
  operatorLines(facts),
  officer(facts),
];
