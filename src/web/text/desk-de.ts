// German texts of the practice desk. desk-en.ts has the same keys by type.

export const deskDe = {
  title: "Praxis",
  nav: { label: "Bereiche", today: "Heute", rooms: "Räume", settings: "Praxis", help: "Hilfe" },
  storageFailed: {
    title: "Dieser Browser speichert nichts",
    text: "Ihre Räume brauchen einen Platz in diesem Browser. Öffnen Sie die Seite in einem gewöhnlichen Fenster, nicht in einem privaten, und erlauben Sie das Speichern für diese Adresse.",
  },
  relay: {
    lost: "Keine Verbindung zum Server. Wir versuchen es von selbst weiter. Niemand kann gerade anklopfen.",
    refused: "Der Server nimmt diese Seite nicht an. Laden Sie sie neu.",
  },
  today: {
    title: "Heute",
    waitingTitle: "Wer wartet",
    nobody: "Gerade klopft niemand an.",
    openTitle: "Offene Räume",
    closedTitle: "Geschlossene Räume",
    open: "Jetzt öffnen",
    openLong: "Zwei Stunden lang können Klient*innen anklopfen.",
    close: "Schließen",
    openUntil: (time: string) => `offen bis ${time}`,
    closed: "geschlossen",
    since: (minutes: number) =>
      minutes < 1
        ? "wartet seit eben"
        : minutes === 1
          ? "wartet seit einer Minute"
          : `wartet seit ${minutes} Minuten`,
    room: (label: string) => `Raum ${label}`,
    newDevice: "neues Gerät, noch nicht verglichen",
    knownDevice: "bekanntes Gerät",
    told: "weiß, dass Sie gleich da sind",
    declined: "abgelehnt",
    admit: "Hereinbitten",
    soon: "Ich bin gleich da",
    decline: "Ablehnen",
    elsewhere: "Dieser Raum wird in einem anderen Fenster oder Gerät beantwortet.",
    takeOver: "Hier weitermachen",
    misuse:
      "In diesem Raum wurde oft angeklopft, ohne dass jemand ankam. Vielleicht ist der Link in falsche Hände geraten.",
    renew: "Link erneuern",
    check: "Kamera und Mikrofon prüfen",
    invite: "Einladen",
    noRooms: "Noch kein Raum",
    noRoomsText:
      "Legen Sie für jede Klient*in einen Raum an. Der Raum hat einen Link, den Sie weitergeben. Wer ihn öffnet, klopft bei Ihnen an.",
    alarmTitle: "Ein Gespräch wurde aus Sicherheit beendet",
    dismiss: "Verstanden",
    knockTitle: (count: number) => (count === 1 ? "Jemand wartet" : `${count} warten`),
  },
  rooms: {
    title: "Räume",
    label: "Bezeichnung des Raums",
    labelHint: "Nur Sie sehen sie. Am besten ein Kürzel statt eines Namens.",
    labelMissing: "Bitte geben Sie dem Raum eine Bezeichnung.",
    create: "Raum anlegen",
    save: "Speichern",
    cancel: "Abbrechen",
    rename: "Umbenennen",
    share: "Link weitergeben",
    renew: "Link erneuern",
    renewAsk: (label: string) => `Link von „${label}“ erneuern?`,
    renewText:
      "Der bisherige Link gilt danach nicht mehr. Geben Sie den neuen weiter. Die vier Wörter werden beim nächsten Gespräch wieder angeboten.",
    end: "Raum beenden",
    endAsk: (label: string) => `Raum „${label}“ beenden?`,
    endText: "Der Raum und sein Link werden gelöscht. Das lässt sich nicht rückgängig machen.",
    renewed: (date: string) => `Link erneuert am ${date}`,
    created: (date: string) => `angelegt am ${date}`,
    compared: (count: number) =>
      count === 0
        ? "noch kein Gerät verglichen"
        : count === 1
          ? "ein Gerät verglichen"
          : `${count} Geräte verglichen`,
    localNote:
      "Räume liegen vorerst nur in diesem Browser. Safari löscht sie, wenn Sie die Seite sieben Tage lang nicht öffnen. Sichern Sie sie in einer Datei.",
    localNoteNever: "Sie haben Ihre Räume noch nie gesichert.",
    backup: "Räume sichern",
  },
  share: {
    title: (label: string) => `Einladung für „${label}“`,
    intro: "Wer diesen Link hat, kann anklopfen. Herein kommt nur, wen Sie hereinbitten.",
    link: "Link",
    copy: "Link kopieren",
    copied: "Der Link ist kopiert.",
    copyFailed: "Kopieren ging nicht. Markieren Sie den Link und kopieren Sie ihn von Hand.",
    qr: "QR-Code mit dem Link",
    mail: "E-Mail schreiben",
    mailHint:
      "Öffnet Ihr eigenes Mailprogramm. Eine E-Mail kann unterwegs gelesen werden. Sicherer ist es, den Link persönlich zu geben.",
    mailSubject: "Ihr Link",
    mailBody: (link: string) =>
      `Guten Tag,\n\nmit diesem Link kommen Sie zu unserem Gespräch:\n\n${link}\n\nÖffnen Sie ihn zur vereinbarten Zeit in einem aktuellen Browser. Sie brauchen kein Konto und kein Programm.\n`,
    print: "Blatt drucken",
    sheet: {
      title: "Ihre Videosprechstunde",
      steps: [
        "Öffnen Sie zur vereinbarten Zeit den Link, oder halten Sie die Kamera Ihres Telefons auf das Muster.",
        "Schreiben Sie Ihren Namen, prüfen Sie Kamera und Mikrofon, und klopfen Sie an.",
        "Warten Sie, bis Sie hereingebeten werden. Sie brauchen kein Konto und kein Programm.",
      ],
      keep: "Bewahren Sie dieses Blatt so auf, dass nur Sie es sehen.",
      phone: (phone: string) => `Wenn etwas nicht klappt: ${phone}`,
    },
  },
  settings: {
    title: "Praxis",
    name: "Name der Praxis",
    nameHint: "Klient*innen sehen ihn beim Warten und im Gespräch. Er geht verschlüsselt von Gerät zu Gerät.",
    phone: "Telefon der Praxis",
    phoneHint: "Steht bei Klient*innen, wenn etwas nicht klappt.",
    tooLong: "Das ist zu lang.",
    save: "Speichern",
    saved: "Gespeichert.",
    backupTitle: "Räume sichern und zurückholen",
    backupText:
      "Ihre Räume liegen vorerst nur in diesem Browser, auf diesem Gerät. Safari löscht sie, wenn Sie die Seite sieben Tage lang nicht öffnen. Mit einer gesicherten Datei holen Sie sie zurück oder nehmen sie auf ein anderes Gerät mit.",
    export: "Räume in eine Datei sichern",
    exportTitle: "Ihr Wiederherstellungscode",
    exportText:
      "Nur mit diesem Code lässt sich die Datei öffnen. Schreiben Sie ihn auf und bewahren Sie ihn getrennt von der Datei auf. Er wird nirgends gespeichert und nur jetzt gezeigt.",
    exportSave: "Datei speichern",
    exportFile: "therapsy-connect-raeume.bin",
    exportNoted: "Ich habe den Code aufgeschrieben.",
    import: "Räume aus einer Datei holen",
    importFile: "Gesicherte Datei",
    importCode: "Wiederherstellungscode",
    importGo: "Räume holen",
    importWrong:
      "Code und Datei passen nicht zusammen, oder die Datei ist beschädigt. Es wurde nichts geändert.",
    importTypo: "In diesem Code ist ein Tippfehler. Vergleichen Sie ihn Zeichen für Zeichen.",
    importNoFile: "Bitte wählen Sie zuerst die Datei.",
    importDone: (count: number) =>
      count === 0
        ? "Alle Räume der Datei waren schon da."
        : count === 1
          ? "Ein Raum ist dazugekommen."
          : `${count} Räume sind dazugekommen.`,
    savedAt: (date: string) => `Zuletzt gesichert am ${date}.`,
    neverSaved: "Noch nie gesichert.",
    persisted: "Der Browser hat zugesagt, die Räume zu behalten.",
    notPersisted: "Der Browser darf die Räume löschen, wenn der Platz knapp wird.",
  },
  help: {
    title: "Hilfe",
    items: [
      {
        question: "Wie kommt eine Klient*in zu mir?",
        answer:
          "Sie legen einen Raum an und geben seinen Link weiter. Zur vereinbarten Zeit öffnen Sie den Raum unter „Heute“. Die Klient*in öffnet den Link und klopft an, Sie bitten sie herein.",
      },
      {
        question: "Wozu die vier Wörter?",
        answer:
          "Beide Seiten sehen dieselben vier Wörter, wenn niemand dazwischen ist. Lesen Sie alle vier vor und lassen Sie sie sich zurücklesen. Einmal je Gerät genügt.",
      },
      {
        question: "Was sieht der Server?",
        answer:
          "Er verbindet zwei Geräte und sieht, dass und wann zwei Netzadressen zueinander wollten. Namen, Bild, Ton, Chat und die Bezeichnungen Ihrer Räume sieht er nicht. Es wird nichts aufgezeichnet.",
      },
      {
        question: "Die Verbindung ist schlecht. Was tun?",
        answer:
          "Tippen Sie oben im Gespräch auf die Zeile mit dem Schloss. Dort steht, wessen Netz schwach ist und was hilft. Vereinbaren Sie vorab, wie Sie weitermachen, wenn nichts mehr geht, etwa am Telefon.",
      },
      {
        question: "Was geschieht, wenn ich diese Seite schließe?",
        answer:
          "Niemand kann dann anklopfen, auch in offenen Räumen nicht. Ein laufendes Gespräch endet. Nach einem Neuladen kommen beide an ihren Platz zurück.",
      },
      {
        question: "Sind meine Räume sicher?",
        answer:
          "Sie liegen nur in diesem Browser, versiegelt. Wer den Browser zurücksetzt oder das Gerät verliert, verliert sie. Deshalb: unter „Praxis“ in eine Datei sichern.",
      },
    ],
  },
  call: {
    elapsed: (minutes: number) => `${minutes} Min.`,
    elapsedLabel: "Dauer des Gesprächs",
    waiting: (count: number) => (count === 1 ? "1 wartet" : `${count} warten`),
    waitingTitle: "Im Wartebereich",
    sendBack: "Zurück in den Wartebereich",
    endForAll: "Für alle beenden",
    admitInstead: "Gespräch beenden und hereinbitten",
  },
};

export type DeskText = typeof deskDe;
