// Who gets to see data besides the operator, by name (Art. 13(1)(e), 28(2), 30(1)(d) GDPR).
import {
  heading,
  list,
  type PublishedDocument,
  paragraph,
  type Sentence,
  say,
} from "../../platform/document.ts";
import type { Facts } from "../../platform/facts.ts";
import { RECIPIENT_WORDS } from "../words.ts";
import { declaredHere, titleOf } from "./entries.ts";
import { hosting, THIRD_COUNTRIES } from "./notice-parts.ts";

/** Everybody beside the hoster, one sentence each. */
export function recipients({
  turnHosts,
  stunHosts,
  mailHost,
  relayHost,
  hasAccounts,
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
      ? say("Keine TURN-Server.", "No TURN servers.", "config: CONNECT_ICE_SERVERS")
      : say(
          `TURN-Server, die verschlüsselte Pakete weiterleiten: ${turnHosts.join(", ")}.`,
          `TURN servers, which pass on encrypted packets: ${turnHosts.join(", ")}.`,
          "config: CONNECT_ICE_SERVERS",
        ),
    stunHosts.length === 0
      ? say("Keine STUN-Server.", "No STUN servers.", "config: CONNECT_ICE_SERVERS")
      : say(
          `STUN-Server, die eine Netzadresse sehen: ${stunHosts.join(", ")}.`,
          `STUN servers, which see a network address: ${stunHosts.join(", ")}.`,
          "config: CONNECT_ICE_SERVERS",
        ),
    ...(hasAccounts
      ? [
          mailHost === null
            ? say("Kein Mailserver.", "No mail server.", "config: CONNECT_SMTP_URL")
            : say(
                `Mailserver, der Nachrichten zustellt: ${mailHost}.`,
                `Mail server, which delivers messages: ${mailHost}.`,
                "config: CONNECT_SMTP_URL",
              ),
        ]
      : []),
  ];
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
        ...THIRD_COUNTRIES,
        say(
          "Wer in dieser Liste für uns arbeitet, ist durch einen Vertrag auf denselben Schutz und zur Verschwiegenheit verpflichtet.",
          "Whoever on this list works for us is bound by a contract to the same protection and to secrecy.",
          "law: Art. 28(4) GDPR",
        ),
        say(
          "Einen Wechsel sagen wir den Praxen vier Wochen vorher an.",
          "We announce a change to the practices four weeks before.",
          "law: Art. 28(2) GDPR",
        ),
      ),
      heading("Welche Daten sie bekommen", "Which data they get"),
      list(
        ...passedOn.map((one) => {
          const title = titleOf(one);
          const names = one.entry.recipients;
          const de = names.map((name) => RECIPIENT_WORDS[name].de).join(", ");
          const en = names.map((name) => RECIPIENT_WORDS[name].en).join(", ");
          return say(`${title.de}: ${de}`, `${title.en}: ${en}`, `inventory: ${one.name}`);
        }),
      ),
    ],
  };
}
