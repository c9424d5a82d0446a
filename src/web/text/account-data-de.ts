// German texts about one's own data: the section of the account, and the screens that follow from it.

const REQUEST_KINDS = {
  access: "Auskunft",
  portability: "Datenübertragung",
  rectification: "Berichtigung",
  erasure: "Löschung",
  restriction: "Einschränkung",
  objection: "Widerspruch",
  withdrawal: "Widerruf einer Einwilligung",
  decision: "Automatisierte Entscheidung",
  other: "Anliegen",
};

export const accountDataDe = {
  title: "Meine Daten",
  text: "Was über Sie gespeichert ist, gehört Ihnen. Hier sehen Sie es, nehmen es mit, schränken es ein oder lassen es löschen.",
  notice: "Datenschutzerklärung",

  export: {
    title: "Auskunft und Mitnahme",
    text: "Alles, was zu Ihrem Konto gespeichert ist, in einer Datei: zum Lesen, und für Programme. Ihr Tresor ist dabei, versiegelt.",
    button: "Daten herunterladen",
    windowText:
      "Sie bekommen ein Archiv mit einer lesbaren Seite, den Daten und Ihrem versiegelten Tresor. Bewahren Sie es sicher auf.",
    file: "meine-daten.zip",
    done: "Das Archiv liegt bei Ihren Downloads.",
  },

  rectify: {
    title: "Berichtigung",
    text: "Name und Adresse ändern Sie selbst unter „Sie“, den Namen der Praxis unter „Praxis“.",
    restricted: "Name, Adresse und Praxis ändern Sie wieder selbst, sobald die Einschränkung aufgehoben ist.",
    go: "Name und Adresse ändern",
    button: "Etwas anderes berichtigen",
    windowTitle: "Etwas berichtigen lassen",
    windowText: "Schreiben Sie, was falsch ist und wie es richtig heißt.",
  },

  consent: {
    title: "Einwilligungen",
    none: "Sie haben keine Einwilligung gegeben.",
    asked: "Neuigkeiten per E-Mail: noch nicht bestätigt.",
    given:
      "Neuigkeiten per E-Mail: eingewilligt. Der Widerruf gilt ab sofort; was vorher geschah, bleibt rechtmäßig.",
    button: "Einwilligung widerrufen",
    done: "Die Einwilligung ist widerrufen.",
  },

  restrict: {
    title: "Einschränkung",
    off: "Ihr Konto wird benutzt wie vereinbart. Solange etwas strittig ist, können Sie das anhalten: Dann wird Ihr Konto weder benutzt noch gelöscht.",
    on: (since: string) => `Seit ${since} wird Ihr Konto weder benutzt noch gelöscht.`,
    begin: "Verarbeitung einschränken",
    beginTitle: "Verarbeitung einschränken?",
    beginText:
      "Ihre Räume bleiben zu, und niemand kann anklopfen. Nachrichten an Klient*innen warten. Nichts wird gelöscht. Sie können Ihre Daten weiter sehen und mitnehmen und die Einschränkung jederzeit aufheben.",
    end: "Einschränkung aufheben",
    ended: "Die Einschränkung ist aufgehoben.",
  },

  object: {
    title: "Widerspruch",
    text: "Gegen Verarbeitungen aus berechtigtem Interesse (Protokolle zur Sicherheit) können Sie aus Gründen Ihrer besonderen Situation widersprechen.",
    button: "Widersprechen",
    windowTitle: "Widerspruch",
    windowText: "Schreiben Sie, wogegen Sie widersprechen und warum.",
  },

  other: {
    title: "Anderes Anliegen",
    text: "Eine Frage zu Ihren Daten, die hier nicht beantwortet ist?",
    button: "Anliegen schreiben",
    windowTitle: "Anliegen zu Ihren Daten",
    windowText: "Schreiben Sie, worum es geht.",
  },

  ask: {
    label: "Ihr Text",
    hint: "Er geht per E-Mail an den Betreiber und wird sonst nirgends gespeichert. Die Antwort kommt an Ihre Adresse. Bitte keine Angaben über Klient*innen.",
    missing: "Bitte schreiben Sie etwas.",
    tooLong: "Das ist zu lang. Schreiben Sie höchstens 4000 Zeichen.",
    send: "Absenden",
    done: (date: string) => `Ihr Anliegen ist angekommen. Sie bekommen bis ${date} eine Antwort.`,
    unavailable:
      "Für diese Installation ist niemand eingetragen, der Anliegen beantwortet. Ihr Text ist noch da.",
    tooMany: "Für heute sind das genug Anliegen. Bitte schreiben Sie morgen weiter.",
  },

  leave: {
    title: "Löschung",
    text: (days: number) =>
      `${days === 1 ? "Einen Tag" : `${days} Tage`} nachdem Sie es verlangen, wird Ihr Konto mit allem gelöscht, was dazu gehört. Bis dahin können Sie es sich anders überlegen.`,
    held: (reason: string, until: string) =>
      `Ihr Konto darf derzeit nicht gelöscht werden, voraussichtlich bis ${until}. Grund: ${reason}. Wenn Sie die Löschung verlangen, geschieht sie danach.`,
    button: "Konto löschen lassen",
    windowTitle: "Konto löschen lassen?",
    windowText: (date: string) =>
      `Am ${date} wird das Konto gelöscht: Anmeldung, Praxis, Räume und Termine. Alle Geräte werden jetzt abgemeldet. Melden Sie sich vorher wieder an, bleibt das Konto.`,
    mails:
      "Nachrichten an Klient*innen, die noch warten, werden nicht mehr verschickt, auch wenn Sie es sich anders überlegen. Sagen Sie es Ihren Klient*innen selbst.",
    first: "Laden Sie vorher Ihre Daten herunter: Danach kann sie niemand wiederherstellen.",
    confirm: "Löschung verlangen",
    ownerTitle: "Erst die Praxis übergeben",
    ownerText:
      "In Ihrer Praxis arbeiten noch andere, und eine Praxis braucht eine Inhaber*in. Wählen Sie, wer sie mit übernimmt; danach können Sie Ihr Konto löschen lassen.",
    ownerSure: (name: string) => `${name} kann dann in der Praxis alles, was Sie können.`,
    makeOwner: "Zur Inhaber*in machen",
    madeOwner: (name: string) => `${name} ist jetzt Inhaber*in.`,
    conflict: "In Ihrer Praxis arbeiten noch andere. Machen Sie zuerst jemanden zur Inhaber*in.",
  },

  decisions: {
    title: "Automatisierte Entscheidungen",
    text: "Es gibt keine. Kein Programm entscheidet etwas über Sie, das rechtliche Wirkung hat, und es gibt kein Profiling.",
  },

  complaint: {
    title: "Beschwerde",
    text: "Sie können sich jederzeit bei der Aufsichtsbehörde beschweren. Welche das ist, steht in der",
  },

  requests: {
    title: "Ihre Anliegen",
    none: "Sie haben kein Anliegen gestellt.",
    kinds: REQUEST_KINDS,
    open: (date: string) => `offen, Antwort bis ${date}`,
    extended: (date: string) => `offen, Frist verlängert bis ${date}`,
    answered: (date: string) => `beantwortet am ${date}`,
    refused: (date: string) => `abgelehnt am ${date}; die Gründe haben Sie per E-Mail bekommen`,
    from: (date: string) => `vom ${date}`,
  },

  restricted: {
    title: "Die Verarbeitung ist eingeschränkt",
    text: "Ihr Konto wird weder benutzt noch gelöscht, weil Sie das so wollten. Ihre Räume sind noch da, aber zu. Löschen lassen können Sie es, sobald die Einschränkung aufgehoben ist.",
  },

  leaving: {
    title: "Ihr Konto wird gelöscht",
    text: (date: string) =>
      `Am ${date} wird es mit allem gelöscht, was dazu gehört. Eine E-Mail bestätigt das.`,
    back: "Wenn Sie es sich anders überlegen, melden Sie sich vorher wieder an. Dann bleibt das Konto, wie es war.",
    button: "Zur Anmeldung",
  },

  calledOff: {
    title: "Ihr Konto bleibt",
    text: "Sie haben sich wieder angemeldet. Damit ist die Löschung zurückgenommen, die Sie verlangt hatten.",
    mails:
      "Nachrichten an Klient*innen, die damals warteten, werden nicht mehr verschickt. Planen Sie sie bei Bedarf neu.",
    again:
      "Wollen Sie das Konto weiterhin löschen lassen, verlangen Sie es im Konto unter „Meine Daten“ noch einmal.",
    button: "Weiter",
  },
};
