// The words of an export.
type Words = {
  readonly title: string;
  readonly made: (when: string, origin: string) => string;
  readonly about: string;
  readonly controller: string;
  readonly notEntered: string;
  readonly officer: string;
  readonly authority: string;
  readonly host: string;
  readonly transfer: string;
  readonly rightsTitle: string;
  readonly rights: readonly string[];
  readonly decisionsTitle: string;
  readonly decisions: string;
  readonly dataTitle: string;
  readonly nothing: string;
  readonly purpose: string;
  readonly ground: string;
  readonly period: string;
  readonly recipients: string;
  readonly origin: string;
  readonly fromYou: string;
  readonly fromOthers: string;
  readonly sealed: string;
  readonly sealedCell: (length: number) => string;
  readonly empty: string;
  readonly yes: string;
  readonly no: string;
  readonly entry: (number: number, of: number) => string;
  readonly secretsTitle: string;
  readonly secrets: string;
  readonly elsewhereTitle: string;
  readonly elsewhere: string;
};

export const PAGE_WORDS: Readonly<Record<"de" | "en", Words>> = {
  de: {
    title: "Ihre Daten",
    made: (when, origin) => `Auskunft nach Art. 15 DSGVO, erstellt am ${when} von ${origin}.`,
    about:
      "Diese Seite zeigt alles, was zu Ihrer Person in der Datenbank steht, und sagt zu jeder Art von Daten, wofür sie da ist, auf welcher Grundlage, wie lange sie bleibt und wer sie sieht. Dieselben Daten stehen maschinenlesbar in data.json (Art. 20 DSGVO); schema.json beschreibt sie.",
    controller: "Verantwortliche Stelle",
    notEntered: "Auf dieser Testinstallation nicht eingetragen.",
    officer: "Datenschutzbeauftragte Person",
    authority: "Aufsichtsbehörde, bei der Sie sich beschweren können (Art. 77 DSGVO)",
    host: "Ort der Server",
    transfer:
      "Das Programm übermittelt keine dieser Daten von sich aus in ein Drittland. Eine Nachricht geht über den Mailserver des Betreibers an ein Postfach; wo dieses liegt, bestimmt dessen Anbieter.",
    rightsTitle: "Ihre Rechte",
    rights: [
      "Berichtigung (Art. 16 DSGVO): Name, E-Mail-Adresse und Praxis ändern Sie selbst im Konto; alles andere auf Ihr Anliegen hin.",
      "Löschung (Art. 17 DSGVO): im Konto unter „Meine Daten“.",
      "Einschränkung der Verarbeitung (Art. 18 DSGVO): ebenda, jederzeit ein und aus.",
      "Datenübertragbarkeit (Art. 20 DSGVO): mit diesem Archiv; ein anderer Betreiber derselben Software kann es einlesen.",
      "Widerspruch (Art. 21 DSGVO) gegen Verarbeitungen aus berechtigtem Interesse, aus Gründen Ihrer besonderen Situation: ebenda.",
      "Widerruf einer Einwilligung (Art. 7 Abs. 3 DSGVO) mit Wirkung für die Zukunft: im Konto, ebenso leicht wie die Einwilligung.",
      "Beschwerde bei der Aufsichtsbehörde (Art. 77 DSGVO) und gerichtlicher Rechtsbehelf (Art. 79 DSGVO).",
    ],
    decisionsTitle: "Automatisierte Entscheidungen (Art. 22 DSGVO)",
    decisions:
      "Es gibt keine: Kein Programm entscheidet etwas über Sie, das rechtliche Wirkung hat, und es gibt kein Profiling.",
    dataTitle: "Ihre Daten im Einzelnen",
    nothing: "Zu Ihnen ist nichts gespeichert.",
    purpose: "Wofür",
    ground: "Rechtsgrundlage",
    period: "Wie lange",
    recipients: "Wer sie außer dem Betreiber sieht",
    origin: "Woher",
    fromYou: "von Ihnen, oder bei der Benutzung des Kontos entstanden",
    fromOthers:
      "von Ihnen, oder bei der Benutzung des Kontos entstanden; wo Ihre Adresse als Empfänger*in steht, von der Praxis, die sie eingetragen hat",
    sealed:
      "Versiegelt: Der Inhalt ist verschlüsselt, und nur Sie können ihn öffnen. Im Konto lesen Sie ihn mit Passwort, Passkey oder Wiederherstellungscode.",
    sealedCell: (length) => `${length} Zeichen Verschlüsseltes, in vault.json`,
    empty: "leer",
    yes: "ja",
    no: "nein",
    entry: (number, of) => `Eintrag ${number} von ${of}`,
    secretsTitle: "Was nicht dabei ist",
    secrets:
      "Prüfsummen und Schlüssel, mit denen das Programm Ihr Passwort, Ihre Links, Ihre Sitzungen und Ihren zweiten Faktor prüft: Wer sie hätte, käme in Ihr Konto. Ihr Passwort selbst kennt der Server nicht. Außerdem sperrende Zähler gegen das Raten von Passwörtern, in denen keine Adresse steht; sie verschwinden binnen eines Tages.",
    elsewhereTitle: "Was außerhalb der Datenbank liegt",
    elsewhere:
      "Zugriffs- und Sicherheitsprotokolle enthalten gekürzte Netzadressen ohne Namen und lassen sich niemandem zuordnen (Art. 11 DSGVO). Inhalte von Gesprächen werden nicht gespeichert. Die Datenschutzerklärung nennt jeden Ort mit seiner Frist.",
  },
  en: {
    title: "Your data",
    made: (when, origin) => `Information under Art. 15 GDPR, made on ${when} by ${origin}.`,
    about:
      "This page shows everything about you that is in the database, and says for each kind of data what it is for, on which ground, how long it stays and who sees it. The same data are in data.json for machines (Art. 20 GDPR); schema.json describes them.",
    controller: "Controller",
    notEntered: "Not entered on this test installation.",
    officer: "Data protection officer",
    authority: "Supervisory authority to which you can complain (Art. 77 GDPR)",
    host: "Place of the servers",
    transfer:
      "The program sends none of these data to a third country by itself. A mail goes by the operator's mail server to a mailbox; its provider decides where that is.",
    rightsTitle: "Your rights",
    rights: [
      "Rectification (Art. 16 GDPR): you change name, e-mail address and practice yourself in the account; anything else at your request.",
      'Erasure (Art. 17 GDPR): in the account under "My data".',
      "Restriction of processing (Art. 18 GDPR): in the same place, on and off at any time.",
      "Data portability (Art. 20 GDPR): by this archive; another operator of the same software can read it in.",
      "Objection (Art. 21 GDPR) to processing for legitimate interests, on grounds of your particular situation: in the same place.",
      "Withdrawal of a consent (Art. 7(3) GDPR) for the future: in the account, as easy as giving it.",
      "Complaint to the supervisory authority (Art. 77 GDPR) and judicial remedy (Art. 79 GDPR).",
    ],
    decisionsTitle: "Automated decisions (Art. 22 GDPR)",
    decisions:
      "There are none: no program decides anything about you that has legal effect, and there is no profiling.",
    dataTitle: "Your data in detail",
    nothing: "Nothing is kept about you.",
    purpose: "What for",
    ground: "Legal ground",
    period: "How long",
    recipients: "Who sees them besides the operator",
    origin: "Where from",
    fromYou: "from you, or arisen when the account was used",
    fromOthers:
      "from you, or arisen when the account was used; where your address stands as recipient, from the practice that entered it",
    sealed:
      "Sealed: the content is encrypted, and you alone can open it. In the account you read it with password, passkey or recovery code.",
    sealedCell: (length) => `${length} characters of ciphertext, in vault.json`,
    empty: "empty",
    yes: "yes",
    no: "no",
    entry: (number, of) => `Entry ${number} of ${of}`,
    secretsTitle: "What is not in it",
    secrets:
      "Hashes and keys by which the program checks your password, your links, your sessions and your second factor: whoever had them could enter your account. The server does not know your password itself. Also counters against the guessing of passwords, in which no address stands; they go within a day.",
    elsewhereTitle: "What lies outside the database",
    elsewhere:
      "Access and security logs hold shortened network addresses without names and cannot be told to be anybody's (Art. 11 GDPR). The content of calls is not stored. The privacy notice names each place with its period.",
  },
};

/** What each file of the archive is. */
export const README: Readonly<Record<"de" | "en", (hasVault: boolean) => string>> = {
  de: (hasVault) => `Ihre Daten bei TheraPsy Connect

index.html   zum Lesen und Drucken: was gespeichert ist, wofür, wie lange, und Ihre Rechte
data.json    dieselben Daten für Programme (Art. 20 DSGVO)
schema.json  beschreibt data.json (JSON Schema)
${hasVault ? "vault.json   Ihr versiegelter Tresor mit Räumen und Terminen. Nur Sie können ihn öffnen.\n" : ""}
Bewahren Sie das Archiv sicher auf: Es enthält Ihre Adresse und, wenn Sie Nachrichten zu Terminen
verschicken lassen, Adressen von Klient*innen, deren letzte Nachricht noch aussteht.

Ein anderer Betreiber von TheraPsy Connect kann es einlesen:
    npm run connect -- import --file <Archiv>
Ein Link, mit dem Sie ein Passwort wählen, kommt dann an Ihre Adresse; bis dahin öffnet das Konto nichts.
${hasVault ? "Den Tresor öffnen Sie mit Ihrem Wiederherstellungscode.\n" : ""}
Es ziehen um: Name, Adresse, Sprache, Praxis und der Tresor. Es ziehen nicht um, obwohl es im Archiv steht:
- Passkeys und zweiter Faktor: Sie richten sie neu ein.
- Zustimmungen zu Bedingungen und Auftragsverarbeitung, Einwilligung in Neuigkeiten: Sie galten dem anderen
  Betreiber und werden neu gefragt.
- Sitzungen, Links, Nachrichten, Einladungen, Anliegen, Aufbewahrungspflichten, eine Einschränkung der Verarbeitung und ein
  Löschwunsch: Sie betreffen den anderen Betreiber.
- Der Tag, an dem das Konto entstand: Beim neuen Betreiber entsteht es mit dem Einlesen.
`,
  en: (hasVault) => `Your data at TheraPsy Connect

index.html   to read and print: what is kept, what for, how long, and your rights
data.json    the same data for programs (Art. 20 GDPR)
schema.json  describes data.json (JSON Schema)
${hasVault ? "vault.json   your sealed vault with rooms and appointments. You alone can open it.\n" : ""}
Keep the archive in a safe place: it holds your address and, if you let mails about appointments be sent,
addresses of clients whose last mail is still to come.

Another operator of TheraPsy Connect can read it in:
    npm run connect -- import --file <archive>
A link to choose a password then comes to your address; until you do, the account opens nothing.
${hasVault ? "You open the vault with your recovery code.\n" : ""}
What moves: name, address, language, practice and the vault. What does not, although it is in the archive:
- passkeys and second factor: you set them up anew.
- agreements to terms and processing, consent to news: they were given to the other operator, and are asked anew.
- sessions, links, mails, invitations, requests, holds, a restriction of processing and a wish to be erased: they
  are between you and the other operator.
- the day the account was made: with the new operator that is the day it is read in.
`,
};
