// Who gets to see data besides the operator, by name (Art. 13(1)(e), 28(2), 30(1)(d) GDPR).
import {
  heading,
  list,
  type PublishedDocument,
  paragraph,
  type Sentence,
  say,
  type Text,
} from "../../platform/document.ts";
import type { Facts } from "../../platform/facts.ts";
import { RECIPIENT_WORDS } from "../words.ts";
import { type Declared, declaredHere, fromEntry, titleOf } from "./entries.ts";
import { hosting, runBy, thirdCountries } from "./notice-parts.ts";

/** What a TURN server is told of those who use it. */
export function turnCredentials(
  hosts: Facts["turnHosts"],
  setting: Facts["turnSetting"],
): readonly Sentence[] {
  if (hosts.length === 0 || setting !== "CONNECT_TURN_URLS") return [];
  return [
    say(
      "Jede Seite eines Gesprächs meldet sich dort mit zufälligen Zugangsdaten an, die nur sie bekommt, nach 75 Minuten verfallen, niemanden nennen und bei uns nicht gespeichert werden.",
      "Each side of a call signs in there with random credentials that nobody else gets, that end after 75 minutes, name nobody and are not kept by us.",
      "decision: 0044",
    ),
  ];
}

/** Everybody beside the hoster, one sentence each. */
export function recipients({
  turnHosts,
  turnSetting,
  stunHosts,
  mailHost,
  relayHost,
  hasAccounts,
  companies,
}: Facts): readonly Sentence[] {
  return [
    ...(relayHost === null
      ? []
      : [
          say(
            `Vermittlungsserver auf einem eigenen Rechner: ${relayHost}.`,
            `Relay on a machine of its own: ${relayHost}.`,
            "config: CONNECT_RELAY_URL",
          ),
        ]),
    turnHosts.length === 0
      ? say("Keine TURN-Server.", "No TURN servers.", `config: ${turnSetting}`)
      : say(
          `TURN-Server, die verschlüsselte Pakete weiterleiten: ${turnHosts.join(", ")}.`,
          `TURN servers, which pass on encrypted packets: ${turnHosts.join(", ")}.`,
          `config: ${turnSetting}`,
        ),
    ...turnCredentials(turnHosts, turnSetting),
    stunHosts.length === 0
      ? say("Keine STUN-Server.", "No STUN servers.", "config: CONNECT_ICE_SERVERS")
      : say(
          `STUN-Server, die eine Netzadresse sehen: ${stunHosts.join(", ")}.`,
          `STUN servers, which see a network address: ${stunHosts.join(", ")}.`,
          "config: CONNECT_ICE_SERVERS",
        ),
    ...(turnHosts.length + stunHosts.length === 0
      ? []
      : [
          runBy(
            { de: "TURN- und STUN-Server", en: "TURN and STUN servers" },
            companies.turn,
            "config: CONNECT_TURN_COMPANY",
          ),
        ]),
    ...(hasAccounts
      ? [
          mailHost === null
            ? say("Kein Mailserver.", "No mail server.", "config: CONNECT_SMTP_URL")
            : say(
                `Mailserver, der Nachrichten zustellt: ${mailHost}.`,
                `Mail server, which delivers messages: ${mailHost}.`,
                "config: CONNECT_SMTP_URL",
              ),
          ...(mailHost === null
            ? []
            : [
                runBy(
                  { de: "Mailserver", en: "Mail server" },
                  companies.mail,
                  "config: CONNECT_MAIL_COMPANY",
                ),
              ]),
        ]
      : []),
  ];
}

/** To whom an entry is passed on, in one line. */
export function passedTo(one: Declared): Text {
  const title = titleOf(one);
  const words = one.entry.recipients.map((name) => RECIPIENT_WORDS[name]);
  return {
    de: `${title.de}: ${words.map(({ de }) => de).join(", ")}`,
    en: `${title.en}: ${words.map(({ en }) => en).join(", ")}`,
  };
}

/** The list of recipients and sub-processors. */
export function recipientList(facts: Facts): PublishedDocument {
  const passedOn = declaredHere(facts).filter(({ entry }) =>
    entry.recipients.some((one) => one !== "nobody"),
  );
  return {
    title: { de: "Empfänger und weitere Auftragsverarbeiter", en: "Recipients and further processors" },
    blocks: [
      paragraph(
        say(
          "Wer außer uns mit Daten zu tun hat, die dieser Dienst verarbeitet:",
          "Who deals with data of this service besides us:",
          "law: Art. 13(1)(e), Art. 28(2) GDPR",
        ),
      ),
      list(...hosting(facts), ...recipients(facts)),
      paragraph(
        ...thirdCountries(facts),
        say(
          "Wer in dieser Liste Daten für uns verarbeitet, darf das nur mit einem Vertrag, der auf denselben Schutz und zur Verschwiegenheit verpflichtet.",
          "Whoever on this list processes data for us may do so only under a contract that binds to the same protection and to secrecy.",
          "law: Art. 28(4) GDPR",
        ),
        say(
          "Einen Wechsel müssen wir den Praxen vier Wochen vorher ansagen.",
          "We have to announce a change to the practices four weeks before.",
          "law: Art. 28(2) GDPR",
        ),
      ),
      heading("Welche Daten sie bekommen", "Which data they get"),
      list(
        ...passedOn.map((one) => {
          const { de, en } = passedTo(one);
          return say(de, en, fromEntry(one));
        }),
      ),
    ],
  };
}
