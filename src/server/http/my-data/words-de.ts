// The words of the page for people without an account, in German.

export const DE = {
  title: "Meine Daten",
  intro: [
    "Hier sehen Sie, was auf diesem Server über Sie gespeichert ist. Sie können es mitnehmen, berichtigen und löschen lassen.",
    "Sie brauchen dafür kein Konto und keinen Ausweis. Schreiben Sie hier nichts über Ihre Behandlung.",
  ],
  account: "Sie haben ein Konto? Melden Sie sich an, dort sehen Sie alles:",
  accountLink: "Zur Anmeldung",
  mailbox: {
    title: "Mit meiner E-Mail-Adresse",
    text: "Wir schicken Ihnen einen Code und zeigen Ihnen dann alles, was mit dieser Adresse gespeichert ist: zum Beispiel Nachrichten zu einem Termin, eine Einladung, ein Anliegen. Der Code kommt auch, wenn nichts gespeichert ist.",
    label: "E-Mail-Adresse",
    button: "Code schicken",
    none: "Dieser Server führt keine Konten und verschickt keine E-Mails. Eine E-Mail-Adresse kann hier nicht gespeichert sein.",
  },
  network: {
    title: "Mit meiner Netzadresse",
    text: "Zeigt die Netzadresse, mit der Sie diese Seite aufrufen, und was der Server mit Netzadressen tut.",
    link: "Netzadresse ansehen",
  },
  room: {
    title: "Mit dem Link zu meinem Raum",
    text: [
      "Zu Ihrem Raum ist hier nichts gespeichert, was wir lesen oder Ihnen zuordnen können. Der geheime Teil Ihres Links kommt nie auf diesen Server. Solange Sie verbunden sind, kennt er im Arbeitsspeicher eine zufällige Kennung, die jeden Tag anders ist; danach nichts mehr. Deshalb können wir zu einem Link auch nichts nachsehen, und Sie brauchen ihn uns nicht zu zeigen.",
      "Ihre Praxis bewahrt Räume, Termine und Einwilligungen auf: verschlüsselt, so dass nur sie selbst sie lesen kann. Für alles, was Ihre Behandlung betrifft, ist sie verantwortlich. Bitte fragen Sie dort.",
      "Was Ihr eigener Browser sich gemerkt hat, löschen Sie auf der Seite, die Ihr Link öffnet, oder in den Einstellungen des Browsers.",
    ],
  },
  other: {
    title: "Ein anderes Anliegen",
    text: "Wir antworten an die Adresse, die Sie angeben, innerhalb eines Monats (Art. 12 DSGVO). Die Adresse wird mit der Antwort gelöscht. Einzelheiten fragen wir dort nach.",
    label: "Worum geht es?",
    button: "Weiter",
    letter: "Sie können uns auch schreiben, und Sie können sich bei der Aufsichtsbehörde beschweren:",
    imprint: "Anschrift im Impressum",
    privacy: "Aufsichtsbehörde in der Datenschutzerklärung",
  },
  kinds: {
    access: "Auskunft: Was ist über mich gespeichert? (Art. 15)",
    portability: "Meine Daten zum Mitnehmen (Art. 20)",
    rectification: "Etwas berichtigen (Art. 16)",
    erasure: "Etwas löschen (Art. 17)",
    restriction: "Nicht mehr verwenden, aber nicht löschen (Art. 18)",
    objection: "Der Verarbeitung widersprechen (Art. 21)",
    withdrawal: "Eine Einwilligung widerrufen (Art. 7)",
    decision: "Zu einer automatischen Entscheidung (Art. 22)",
    other: "Etwas anderes",
  },
  code: {
    title: "Bitte sehen Sie in Ihr Postfach",
    text: (address: string, minutes: number) =>
      `Wenn das Postfach ${address} E-Mails annimmt, ist ein Code dorthin unterwegs. Er gilt ${minutes} Minuten. Sehen Sie auch im Spam-Ordner nach, und lassen Sie diese Seite offen.`,
    label: "Code aus der E-Mail",
    hint: "Zehn Zeichen. Groß oder klein, mit oder ohne Strich.",
    button: "Weiter",
    again: "Neuen Code schicken",
    wrong:
      "Dieser Code stimmt nicht oder ist zu alt. Bitte vergleichen Sie ihn mit der E-Mail, oder lassen Sie sich einen neuen schicken.",
  },
  badAddress: "Das ist keine vollständige E-Mail-Adresse. Bitte sehen Sie noch einmal nach.",
  badKind: "Bitte wählen Sie aus, worum es geht.",
  tooMany: {
    title: "Bitte später noch einmal",
    text: (minutes: number) =>
      `Von hier oder für diese Adresse wurde gerade sehr oft gefragt. Bitte versuchen Sie es in ${minutes === 1 ? "einer Minute" : `${minutes} Minuten`} noch einmal.`,
  },
  data: {
    title: (address: string) => `Gespeichert zu ${address}`,
    nothingTitle: "Über Sie ist nichts gespeichert",
    nothing: (address: string) => `Zu ${address} haben wir nichts gefunden.`,
    until: (time: string) =>
      `Ihr Code gilt noch bis ${time}. So lange können Sie auf dieser Seite etwas tun.`,
    searchedTitle: "Wo wir gesucht haben",
    notSearched: [
      "Was Praxen über ihre Räume und Termine aufbewahren, ist verschlüsselt. Wir können darin nicht suchen; bitte fragen Sie Ihre Praxis.",
      "Die Protokolle enthalten keine E-Mail-Adressen.",
      "Sicherungskopien durchsuchen wir nicht; was gelöscht ist, verschwindet auch dort mit dem Ende ihrer Frist, die in der Datenschutzerklärung steht.",
      "Wegen dieser Abfrage liegt bis zum Ende des Codes eine verschlüsselte Prüfsumme aus Adresse und Code hier und bis zu einem Tag ein Zähler gegen Missbrauch. Dass jemand gefragt hat, halten wir ohne Ihre Adresse fest. Von der E-Mail mit dem Code bleibt eine Zeile ohne Adresse.",
    ],
    account:
      "Zu dieser Adresse gibt es ein Konto. Auskunft über das Konto, Berichtigung und Löschung finden Sie nach der Anmeldung.",
    purpose: "Wozu",
    grounds: "Rechtsgrundlage",
    recipients: "Wer es bekommt",
    period: "Wie lange",
    row: (number: number) => `Eintrag ${number}`,
    yes: "ja",
    no: "nein",
    none: "–",
    fileTitle: "Mitnehmen",
    fileText: "Alles auf dieser Seite als Datei (JSON), die andere Programme lesen können.",
    fileButton: "Datei herunterladen",
    fileName: "meine-daten.json",
    eraseTitle: "Löschen",
    eraseText:
      "Löscht Ihre Adresse sofort aus Einladungen und Nachrichten zu Terminen. Was noch nicht verschickt ist, wird nicht mehr verschickt, auch keine Erinnerung. Die Praxis sieht, dass die Nachricht zurückgenommen ist. Ein Termin selbst bleibt: Den sagen Sie bitte bei der Praxis ab.",
    eraseButton: "Jetzt löschen",
    source: "Woher die Adresse kommt",
    erasedAll: "Gelöscht.",
    erased: "Gelöscht. Was jetzt noch gespeichert ist, steht hier.",
    askTitle: "Etwas anderes verlangen",
    askText:
      "Geht an den Betreiber, mit Ihrer Adresse für die Antwort. Spätestens in einem Monat haben Sie sie.",
    askButton: "Absenden",
  },
  asked: {
    title: "Ihr Anliegen ist angekommen",
    text: (date: string, address: string) =>
      `Sie bekommen die Antwort spätestens am ${date}, an ${address}. Bis dahin ist die Adresse gespeichert; mit der Antwort wird sie gelöscht.`,
    what: "Sie haben gewählt:",
  },
  presence: {
    title: "Meine Netzadresse",
    intro: "Mit dieser Adresse rufen Sie die Seite gerade auf. Oft teilen sich mehrere Menschen eine.",
    address: "Netzadresse",
    relay: "Vermittlung",
    relayHolds:
      "Solange eine Seite für ein Gespräch offen ist, kennt die Vermittlung im Arbeitsspeicher deren Netzadresse. Sie zählt die Verbindungen unter einem Schlüssel, der jeden Tag neu ist. Danach bleibt nichts. Ob gerade Verbindungen offen sind, zeigen wir nicht: Sie können von anderen Menschen mit der gleichen Adresse sein, und dass jemand gerade spricht, geht sonst niemanden an (Art. 15 Abs. 4 DSGVO).",
    noRelay:
      "In diesem Programm läuft keine Vermittlung. Sie läuft woanders; wo, steht in der Datenschutzerklärung.",
    counters: "Zähler gegen Überlastung und Raten",
    counted:
      "Wer sich anmeldet oder hier einen Code eingibt, wird kurz gezählt, ohne dass die Adresse gespeichert wird. Auch ob gerade jemand gezählt wird, zeigen wir nicht.",
    noAccounts: "Hier gibt es keine Konten, also auch keinen Zähler gegen das Raten von Passwörtern.",
    accessLog: "Protokoll der Zugriffe",
    securityLog: "Protokoll der Abwehr von Angriffen",
    lines: (network: string) =>
      `Eine Zeile nennt nur das Netz, aus dem eine Anfrage kam. Bei Ihnen wäre das gerade: ${network}.`,
    whyTitle: "Warum wir keine Zeilen zeigen",
    why: "Die Protokolle kennen Adressen nur gekürzt: IPv4 ohne die letzte Zahl, IPv6 nur die ersten 48 Bit. Aus dem gleichen Netz kommen viele Menschen. Welche Zeilen von Ihnen sind, wissen wir nicht und können es nicht herausfinden. Deshalb können wir einzelne Zeilen weder zeigen noch löschen (Art. 11 DSGVO). Auch wie viele es sind, zeigen wir nicht: Daran ließe sich ablesen, wann andere im selben Netz hier waren (Art. 15 Abs. 4 DSGVO).",
    object: "Sie können widersprechen (Art. 21 DSGVO): mit dem Formular auf der Seite „Meine Daten“.",
  },
  back: "Zurück zu „Meine Daten“",
  values: {
    "state.waiting": "wartet",
    "state.sent": "gesendet",
    "state.failed": "nicht zugestellt",
    "state.cancelled": "zurückgenommen",
    "state.open": "offen",
    "kind.appointment": "Mitteilung zu einem Termin",
    "kind.reminder": "Erinnerung an einen Termin",
    "kind.cancelled": "Absage eines Termins",
    "kind.invitation": "Einladung in eine Praxis",
    "language.de": "Deutsch",
    "language.en": "Englisch",
    "identity.mailbox": "durch einen Code in das Postfach",
    "channel.page": "auf der Seite „Meine Daten“",
  } as Readonly<Record<string, string>>,
};

export type MyDataWords = typeof DE;
