// German texts of the practice desk. desk-en.ts has the same keys by type.
import { calendarDe } from "./calendar-de.ts";
import { faceDe } from "./face-de.ts";
import { hidingDe } from "./hiding-de.ts";

export const deskDe = {
  face: faceDe,
  hiding: hidingDe,
  calendar: calendarDe,
  title: "Praxis",
  nav: {
    label: "Bereiche",
    today: "Heute",
    rooms: "Räume",
    calendar: "Kalender",
    settings: "Praxis",
    help: "Hilfe",
  },
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
    plannedTitle: "Termine heute",
    noneNext: "Heute steht kein Termin mehr an.",
    nextOn: (date: string, time: string) => `nächster Termin am ${date} um ${time}`,
    opensAt: (time: string) => `Raum öffnet um ${time}`,
    openNow: "Raum ist offen",
    running: "läuft",
    isOver: "vorbei",
    runningOver: (minutes: number) =>
      minutes < 1
        ? "Zeit ist um"
        : minutes === 1
          ? "seit 1 Minute über der Zeit"
          : `seit ${minutes} Minuten über der Zeit`,
    oldLink: "kam über den früheren Link",
    create: "Termin anlegen",
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
    elsewhere:
      "Diesen Raum beantwortet ein anderes Ihrer Geräte oder Fenster. Läuft dort ein Gespräch, bleibt es dort.",
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
    rename: "Bearbeiten",
    share: "Link weitergeben",
    renew: "Link erneuern",
    renewAsk: (label: string) => `Link von „${label}“ erneuern?`,
    renewText:
      "Der Raum bekommt einen neuen Link, den Sie weitergeben. Die vier Wörter werden beim nächsten Gespräch wieder angeboten. Warum erneuern Sie ihn?",
    renewRoutine: "Nur zur Sicherheit",
    renewRoutineText: "Der bisherige Link führt noch 14 Tage in diesen Raum.",
    renewLeaked: "Er ist in falsche Hände geraten",
    renewLeakedText: "Alle bisherigen Links gelten sofort nicht mehr. Wer damit wartet, wird weggeschickt.",
    kind: "Für wen ist der Raum?",
    kinds: { single: "Einzel", couple: "Paar", group: "Gruppe" },
    kindLater:
      "Gespräche mit mehr als zwei Geräten kommen später. Bis dahin kommt aus diesem Raum ein Gerät zugleich herein.",
    validUntil: (date: string) => `Link gilt bis ${date}`,
    validShort: (date: string) => `Der Link gilt nur noch bis ${date}.`,
    expired: (date: string) => `Der Link gilt seit ${date} nicht mehr. Wer ihn öffnet, kommt nicht an.`,
    expiresBefore: (date: string) => `Der nächste Termin am ${date} liegt danach.`,
    arm: "Für 30 Tage verlängern",
    armWhy: "Ohne Verlängerung gilt ein Link aus rechtlichen Gründen höchstens 30 Tage.",
    oldUntil: (date: string) => `der frühere Link führt noch bis ${date} hierher`,
    consent: "Einwilligung",
    end: "Raum beenden",
    endAsk: (label: string) => `Raum „${label}“ beenden?`,
    endText:
      "Der Raum, seine Links, seine Termine und die Nachweise der Einwilligung werden gelöscht. Das lässt sich nicht rückgängig machen. Speichern Sie die Nachweise vorher, wenn Sie sie aufbewahren müssen.",
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
  consent: {
    title: (label: string) => `Einwilligung im Raum „${label}“`,
    intro:
      "Vor jedem Gespräch stimmt die Klient*in der Videosprechstunde zu. Die Einwilligungen aller, die Sie hereinbitten, stehen hier, versiegelt mit Ihren Räumen. Der Server kann sie nicht lesen.",
    none: "noch keine Einwilligung",
    noneYet: "Noch hat niemand in diesem Raum eingewilligt.",
    since: (date: string) => `Einwilligung seit ${date}`,
    paperSince: (date: string) => `Einwilligung auf Papier seit ${date}`,
    given: (when: string) => `eingewilligt am ${when}`,
    withdrawn: (when: string) => `widerrufen am ${when}`,
    withdrawnBy: (name: string, when: string) =>
      `${name} hat die Einwilligung am ${when} widerrufen. Ohne neue Einwilligung gibt es kein Gespräch per Video.`,
    custody: "durch eine Person mit Sorgerecht",
    version: (version: string, language: string) => `Fassung ${version}, ${language}`,
    paper: "Auf Papier seit",
    paperHint: "Wenn Sie eine unterschriebene Einwilligung haben. Ein leeres Feld nimmt den Vermerk weg.",
    savePaper: "Vermerk speichern",
    saved: "Gespeichert.",
    failed: "Das ging nicht. Versuchen Sie es noch einmal.",
    export: "Nachweise als Datei speichern",
    file: "einwilligungen.txt",
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
      "Öffnet Ihr eigenes Mailprogramm; der Server erfährt nichts davon. Eine E-Mail können aber die Mailanbieter beider Seiten lesen und alle, die Zugang zum Postfach haben. Sicherer sind der QR-Code oder das Blatt, persönlich gegeben.",
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
    backupInAccount:
      "Ihre Räume und Termine liegen verschlüsselt in Ihrem Konto. Eine gesicherte Datei ist unabhängig davon: Mit ihr holen Sie sie zurück, auch wenn Konto oder Server nicht mehr da sind.",
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
          "Sie legen einen Raum an und geben seinen Link weiter. Legen Sie dazu im Kalender einen Termin an: Der Raum öffnet dann von selbst zehn Minuten vorher. Ohne Termin öffnen Sie ihn unter „Heute“. Die Klient*in öffnet den Link und klopft an, Sie bitten sie herein.",
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
        question: "Wie lange gilt ein Link?",
        answer:
          "Höchstens 30 Tage, denn der Zugang von Klient*innen ist gesetzlich auf einen Monat begrenzt. Der Server kennt Ihre Räume nicht; darum hält diese Seite die Frist ein und beantwortet danach kein Anklopfen mehr. Mit einem Tastendruck verlängern Sie den Link um weitere 30 Tage.",
      },
      {
        question: "Wie weise ich die Einwilligung nach?",
        answer:
          "Unter „Räume“ steht bei jedem Raum, wer wann in welchen Wortlaut eingewilligt oder widerrufen hat. Sie können es als Datei speichern und eine Einwilligung auf Papier vermerken. Mit dem Raum wird auch der Nachweis gelöscht.",
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
    ],
    safe: {
      question: "Sind meine Räume sicher?",
      inBrowser:
        "Sie liegen nur in diesem Browser, versiegelt. Wer den Browser zurücksetzt oder das Gerät verliert, verliert sie. Deshalb: unter „Praxis“ in eine Datei sichern.",
      inAccount:
        "Sie liegen verschlüsselt in Ihrem Konto. Der Server kann sie nicht lesen, und ohne Passwort, Passkey oder Wiederherstellungscode kann es auch sonst niemand. Bewahren Sie den Code gut auf.",
    },
  },
  call: {
    elapsed: (minutes: number) => `${minutes} Min.`,
    elapsedOver: (minutes: number, over: number) => `${minutes} Min., ${over} über der Zeit`,
    elapsedLabel: "Dauer des Gesprächs",
    waiting: (count: number) => (count === 1 ? "1 wartet" : `${count} warten`),
    nextAppointment: (time: string) => `Nächster Termin ${time}`,
    waitingTitle: "Im Wartebereich",
    sendBack: "Zurück in den Wartebereich",
    endForAll: "Für alle beenden",
    admitInstead: "Gespräch beenden und hereinbitten",
  },
};

export type DeskText = typeof deskDe;
