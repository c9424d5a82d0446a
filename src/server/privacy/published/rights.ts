// The rights of the person concerned with their conditions, as the notices tell them (Art. 13(2)(b)–(d), (f) GDPR).
import { type Block, heading, link, list, paragraph, type Sentence, say } from "../../platform/document.ts";
import type { Facts } from "../../platform/facts.ts";
import { authorityLines } from "./contact.ts";
import { consentPlace } from "./notice-parts.ts";

/** Whom a notice is for. */
export type Readers = "clients" | "accounts" | "visitors";

/** Where anybody asks about their data, without an account. */
export const MY_DATA = "/meine-daten";

function howToAsk(readers: Readers, facts: Facts): Block {
  const account: readonly Sentence[] =
    readers === "accounts"
      ? [
          say(
            "In Ihrem Konto sehen, berichtigen, exportieren und löschen Sie Ihre Daten selbst, im Abschnitt „Meine Daten“.",
            "In your account you see, correct, export and erase your data yourself, in the section “My data”.",
            "promise: P9",
          ),
        ]
      : [];
  const page: readonly Sentence[] = facts.hasAccounts
    ? [
        link(
          "Ohne Konto fragen Sie auf der Seite „Meine Daten“.",
          "Without an account you ask on the page “My data”.",
          MY_DATA,
          "promise: P9",
        ),
        say(
          "Als Nachweis genügt Ihr Postfach; einen Ausweis verlangen wir nicht.",
          "Your mailbox is proof enough; we do not ask for an identity card.",
          "law: Art. 12(6) GDPR",
        ),
      ]
    : [];
  return paragraph(
    ...account,
    ...page,
    say(
      "Sie können uns auch formlos schreiben, an die Adresse unten.",
      "You can also write to us informally, at the address below.",
      "law: Art. 12(2) GDPR",
    ),
    say(
      "Wir antworten unverzüglich, spätestens innerhalb eines Monats; nur wenn es schwierig ist oder viele Anliegen zusammenkommen, dürfen es zwei Monate mehr sein, und dann sagen wir Ihnen im ersten Monat, warum.",
      "We answer without delay, within one month at the latest; only if it is complex or many requests come together may it be two months more, and then we tell you why within the first month.",
      "law: Art. 12(3) GDPR",
    ),
    say(
      "Lehnen wir etwas ab, nennen wir die Gründe und Ihre Rechtsbehelfe.",
      "If we refuse something, we give the reasons and your remedies.",
      "law: Art. 12(4) GDPR",
    ),
    say("Das alles kostet nichts.", "All this is free of charge.", "law: Art. 12(5) GDPR"),
    say(
      "Jedem Empfänger, dem wir Daten offengelegt haben, teilen wir Berichtigung, Löschung und Einschränkung mit, soweit das möglich ist; auf Wunsch sagen wir Ihnen, wer das ist.",
      "Every recipient to whom we disclosed data is told of rectification, erasure and restriction, as far as that is possible; on request we tell you who that is.",
      "law: Art. 19 GDPR",
    ),
    ...(readers === "clients"
      ? [
          say(
            "Für alles, was die Behandlung betrifft, ist Ihre Praxis verantwortlich: Fragen Sie dort.",
            "For everything about the treatment your practice is the controller: ask there.",
            "law: Art. 4(7) GDPR",
          ),
        ]
      : []),
  );
}

const ACCESS: readonly Block[] = [
  heading("Recht auf Auskunft (Art. 15 DSGVO)", "Right of access (Art. 15 GDPR)", 3),
  paragraph(
    say(
      "Sie können von uns eine Bestätigung verlangen, ob wir Daten über Sie verarbeiten, und wenn ja, eine Kopie dieser Daten und folgende Auskünfte:",
      "You can ask us to confirm whether we process data about you and, if so, to give you a copy of them and the following information:",
      "law: Art. 15(1), (3) GDPR",
    ),
  ),
  list(
    say("die Zwecke der Verarbeitung", "the purposes of the processing", "law: Art. 15(1)(a) GDPR"),
    say("die Kategorien der Daten", "the categories of data", "law: Art. 15(1)(b) GDPR"),
    say(
      "die Empfänger, denen sie offengelegt wurden oder werden",
      "the recipients to whom they were or will be disclosed",
      "law: Art. 15(1)(c) GDPR",
    ),
    say("wie lange sie aufbewahrt werden", "how long they are kept", "law: Art. 15(1)(d) GDPR"),
    say(
      "Ihre Rechte auf Berichtigung, Löschung, Einschränkung und Widerspruch",
      "your rights to rectification, erasure, restriction and objection",
      "law: Art. 15(1)(e) GDPR",
    ),
    say(
      "Ihr Recht, sich bei einer Aufsichtsbehörde zu beschweren",
      "your right to complain to a supervisory authority",
      "law: Art. 15(1)(f) GDPR",
    ),
    say(
      "woher die Daten kommen, wenn nicht von Ihnen",
      "where the data come from, if not from you",
      "law: Art. 15(1)(g) GDPR",
    ),
    say(
      "ob es automatisierte Entscheidungen gibt, auch Profiling, und nach welcher Logik",
      "whether there are automated decisions, profiling included, and by which logic",
      "law: Art. 15(1)(h) GDPR",
    ),
  ),
];

const RECTIFICATION: readonly Block[] = [
  heading("Recht auf Berichtigung (Art. 16 DSGVO)", "Right to rectification (Art. 16 GDPR)", 3),
  paragraph(
    say(
      "Sie können verlangen, dass wir unrichtige Daten über Sie unverzüglich berichtigen und unvollständige vervollständigen, auch durch eine ergänzende Erklärung.",
      "You can ask us to correct wrong data about you without delay and to complete incomplete ones, also by a supplementary statement.",
      "law: Art. 16 GDPR",
    ),
  ),
];

function erasure(readers: Readers, { periods }: Facts): readonly Block[] {
  const days = periods.account;
  return [
    heading(
      "Recht auf Löschung (Recht auf Vergessenwerden) (Art. 17 DSGVO)",
      "Right to erasure (right to be forgotten) (Art. 17 GDPR)",
      3,
    ),
    paragraph(
      say(
        "Sie können verlangen, dass wir Daten über Sie unverzüglich löschen, wenn einer dieser Gründe zutrifft:",
        "You can ask us to erase data about you without delay if one of these grounds applies:",
        "law: Art. 17(1) GDPR",
      ),
    ),
    list(
      say(
        "sie werden für ihren Zweck nicht mehr gebraucht",
        "they are no longer needed for their purpose",
        "law: Art. 17(1)(a) GDPR",
      ),
      say(
        "Sie widerrufen die Einwilligung, und es gibt keine andere Rechtsgrundlage",
        "you withdraw consent, and there is no other legal ground",
        "law: Art. 17(1)(b) GDPR",
      ),
      say(
        "Sie widersprechen nach Art. 21, und es gibt keine vorrangigen Gründe",
        "you object under Art. 21, and there are no overriding grounds",
        "law: Art. 17(1)(c) GDPR",
      ),
      say("sie wurden unrechtmäßig verarbeitet", "they were processed unlawfully", "law: Art. 17(1)(d) GDPR"),
      say("das Recht verlangt die Löschung", "the law demands erasure", "law: Art. 17(1)(e) GDPR"),
      say(
        "sie wurden von einem Kind für einen Dienst der Informationsgesellschaft erhoben",
        "they were collected from a child for an information society service",
        "law: Art. 17(1)(f) GDPR",
      ),
    ),
    paragraph(
      say(
        "Das gilt nicht, soweit wir sie kraft Gesetzes aufbewahren müssen oder sie brauchen, um Rechtsansprüche geltend zu machen, auszuüben oder zu verteidigen.",
        "That does not apply as far as the law makes us keep them, or we need them to establish, exercise or defend legal claims.",
        "law: Art. 17(3)(b), (e) GDPR",
      ),
      ...(readers === "accounts"
        ? [
            say(
              `Löschen Sie Ihr Konto, endet der Vertrag sofort, und nach ${days} ${days === 1 ? "Tag" : "Tagen"} wird alles gelöscht, was nicht nach dem Gesetz bleiben muss.`,
              `If you erase your account, the contract ends at once, and after ${days} ${days === 1 ? "day" : "days"} everything is erased that the law does not make us keep.`,
              "config: CONNECT_ACCOUNT_DAYS",
            ),
            say(
              "Melden Sie sich vorher wieder an, ist die Löschung zurückgenommen.",
              "If you sign in again before that, the erasure is taken back.",
              "promise: P8",
            ),
          ]
        : []),
    ),
  ];
}

const RESTRICTION: readonly Block[] = [
  heading(
    "Recht auf Einschränkung der Verarbeitung (Art. 18 DSGVO)",
    "Right to restriction of processing (Art. 18 GDPR)",
    3,
  ),
  paragraph(
    say(
      "Sie können verlangen, dass wir Daten über Sie nur noch aufbewahren, also weder benutzen noch löschen, wenn eine dieser Voraussetzungen gegeben ist:",
      "You can ask us to do nothing but keep data about you, that is, neither to use nor to erase them, if one of these conditions is met:",
      "law: Art. 18(1), (2) GDPR",
    ),
  ),
  list(
    say(
      "Sie bestreiten ihre Richtigkeit, für die Zeit der Prüfung",
      "you contest their accuracy, for the time of checking",
      "law: Art. 18(1)(a) GDPR",
    ),
    say(
      "die Verarbeitung ist unrechtmäßig, und Sie wollen statt der Löschung die Einschränkung",
      "the processing is unlawful, and you want restriction instead of erasure",
      "law: Art. 18(1)(b) GDPR",
    ),
    say(
      "wir brauchen sie nicht mehr, Sie aber für Rechtsansprüche",
      "we no longer need them, but you do for legal claims",
      "law: Art. 18(1)(c) GDPR",
    ),
    say(
      "Sie haben widersprochen, und es steht noch nicht fest, wessen Gründe überwiegen",
      "you have objected, and it is not yet clear whose grounds prevail",
      "law: Art. 18(1)(d) GDPR",
    ),
  ),
  paragraph(
    say(
      "Bevor eine Einschränkung endet, sagen wir es Ihnen.",
      "Before a restriction ends, we tell you.",
      "law: Art. 18(3) GDPR",
    ),
  ),
];

function portability(readers: Readers): readonly Block[] {
  return [
    heading("Recht auf Datenübertragbarkeit (Art. 20 DSGVO)", "Right to data portability (Art. 20 GDPR)", 3),
    paragraph(
      say(
        "Daten, die Sie uns bereitgestellt haben, bekommen Sie in einem strukturierten, gängigen und maschinenlesbaren Format und können sie einem anderen Verantwortlichen ohne Behinderung durch uns übermitteln, sofern",
        "You get the data that you have provided to us in a structured, commonly used and machine-readable format and can pass them to another controller without hindrance from us, provided that",
        "law: Art. 20(1) GDPR",
      ),
    ),
    list(
      say(
        "die Verarbeitung auf einer Einwilligung oder einem Vertrag beruht",
        "the processing rests on consent or a contract",
        "law: Art. 20(1)(a) GDPR",
      ),
      say(
        "und mithilfe automatisierter Verfahren erfolgt",
        "and is carried out by automated means",
        "law: Art. 20(1)(b) GDPR",
      ),
    ),
    paragraph(
      readers === "accounts"
        ? say(
            "Die Datei aus „Meine Daten“ hat dieses Format; der Tresor ist darin verschlüsselt, wie er ist.",
            "The file of “My data” has this format; the vault is in it encrypted, as it is.",
            "promise: P9",
          )
        : say(
            "Solche Daten haben wir von Ihnen nicht: Was Sie in einem Gespräch eingeben, kommt nicht zu uns.",
            "We have no such data of yours: what you enter in a call does not reach us.",
            "promise: P3",
          ),
    ),
  ];
}

function objection(readers: Readers): readonly Block[] {
  return [
    heading("Widerspruchsrecht (Art. 21 DSGVO)", "Right to object (Art. 21 GDPR)", 3),
    paragraph(
      say(
        "Aus Gründen, die sich aus Ihrer besonderen Situation ergeben, können Sie jederzeit der Verarbeitung widersprechen, die auf unserem berechtigten Interesse beruht (Art. 6 Abs. 1 lit. f DSGVO): oben steht bei jeder Angabe, ob das so ist.",
        "On grounds relating to your particular situation you can object at any time to processing that rests on our legitimate interest (Art. 6(1)(f) GDPR): above it is said of each kind of data whether that is so.",
        "law: Art. 21(1), (4) GDPR",
      ),
      say(
        "Wir verarbeiten die Daten dann nicht mehr, es sei denn, zwingende schutzwürdige Gründe überwiegen Ihre Interessen, Rechte und Freiheiten, oder es geht um Rechtsansprüche.",
        "We then no longer process the data, unless compelling legitimate grounds override your interests, rights and freedoms, or legal claims are at stake.",
        "law: Art. 21(1) GDPR",
      ),
      ...(readers === "accounts"
        ? [
            say(
              "Neuigkeiten per E-Mail gibt es nur mit Ihrer Einwilligung; ihnen können Sie jederzeit ohne Grund widersprechen.",
              "News by mail are only sent with your consent; you can object to them at any time without a reason.",
              "law: Art. 21(2) GDPR",
            ),
          ]
        : []),
    ),
  ];
}

function withdrawal(readers: Readers, { hasAccounts }: Facts): readonly Block[] {
  const where: Readonly<Record<Readers, Sentence>> = {
    clients: say(
      "Die Einwilligung in das Videogespräch haben Sie Ihrer Praxis gegeben: Sie widerrufen sie dort, wo Sie sie geben, in der Lobby oder im Gespräch, oder mit einem Wort an Ihre Praxis.",
      "Your consent to the video call was given to your practice: you withdraw it where you give it, in the lobby or in the call, or with a word to your practice.",
      "law: Art. 7(3) GDPR",
    ),
    accounts: say(
      "Neuigkeiten bestellen Sie im Konto oder mit einem Klick in jeder solchen Nachricht ab.",
      "You end news in your account or with one click in each such message.",
      "law: Art. 7(3) GDPR",
    ),
    visitors: say(
      "Wer nur diese Seiten liest, wird um keine Einwilligung gebeten.",
      "Whoever only reads these pages is not asked for any consent.",
      "law: Art. 7(3) GDPR",
    ),
  };
  return [
    heading(
      "Recht auf Widerruf der datenschutzrechtlichen Einwilligungserklärung (Art. 7 DSGVO)",
      "Right to withdraw consent (Art. 7 GDPR)",
      3,
    ),
    paragraph(
      say(
        "Sie können eine Einwilligung jederzeit widerrufen, so einfach, wie Sie sie gegeben haben.",
        "You can withdraw consent at any time, as easily as you gave it.",
        "law: Art. 7(3) GDPR",
      ),
      where[readers],
      ...(readers === "clients" ? [consentPlace(hasAccounts)] : []),
      say(
        "Was bis dahin geschah, bleibt rechtmäßig.",
        "What happened until then stays lawful.",
        "law: Art. 7(3) GDPR",
      ),
    ),
  ];
}

const DECISIONS: readonly Block[] = [
  heading(
    "Automatisierte Entscheidungen im Einzelfall einschließlich Profiling (Art. 22 DSGVO)",
    "Automated individual decisions, profiling included (Art. 22 GDPR)",
    3,
  ),
  paragraph(
    say(
      "Sie haben das Recht, nicht einer ausschließlich automatisierten Entscheidung unterworfen zu werden, die Ihnen gegenüber rechtlich wirkt oder Sie ähnlich erheblich beeinträchtigt, außer sie ist für einen Vertrag mit Ihnen nötig, durch Recht erlaubt oder Sie haben ausdrücklich eingewilligt.",
      "You have the right not to be subject to a decision based solely on automated processing that has legal or similarly significant effects on you, unless it is necessary for a contract with you, authorised by law, or you have explicitly consented.",
      "law: Art. 22(1), (2) GDPR",
    ),
    say(
      "Solche Entscheidungen trifft dieser Dienst nicht, und er bildet keine Profile.",
      "This service makes no such decisions and builds no profiles.",
      "law: Art. 13(2)(f) GDPR",
    ),
  ),
];

/** All rights, and how to use them, in the order of the notice. */
export function rights(readers: Readers, facts: Facts): readonly Block[] {
  return [
    heading("Betroffenenrechte nach der DSGVO", "Rights of the person concerned under the GDPR"),
    howToAsk(readers, facts),
    ...ACCESS,
    ...RECTIFICATION,
    ...erasure(readers, facts),
    ...RESTRICTION,
    ...portability(readers),
    ...objection(readers),
    ...withdrawal(readers, facts),
    ...DECISIONS,
  ];
}

export function complaint(facts: Facts): readonly Block[] {
  return [
    heading(
      "Beschwerderecht bei der Aufsichtsbehörde (Art. 77 DSGVO)",
      "Right to complain to the supervisory authority (Art. 77 GDPR)",
    ),
    paragraph(
      say(
        "Sind Sie der Ansicht, dass die Verarbeitung Ihrer Daten gegen die DSGVO verstößt, können Sie sich bei einer Aufsichtsbehörde beschweren, besonders dort, wo Sie wohnen oder arbeiten oder wo es geschah.",
        "If you think that the processing of your data infringes the GDPR, you can complain to a supervisory authority, above all where you live or work or where it happened.",
        "law: Art. 77(1) GDPR",
      ),
      say("Für uns zuständig ist:", "Responsible for us is:", "law: Art. 13(2)(d) GDPR"),
    ),
    authorityLines(facts),
    paragraph(
      say(
        "Sie müssen sich nicht zuerst an uns wenden; wenn Sie es tun, klären wir Ihr Anliegen so bald wie möglich.",
        "You need not turn to us first; if you do, we settle your matter as soon as possible.",
        "law: Art. 77(1) GDPR",
      ),
    ),
  ];
}
