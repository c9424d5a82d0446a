// German, the source of all texts of the client's way and of the call. en.ts has the same keys by type.
// Texts of the practice desk lie in desk-de.ts, which a client's browser never loads.

export const de = {
  product: "TheraPsy Connect",
  language: { label: "Sprache", de: "Deutsch", en: "English" },
  privacyNotice: "Datenschutzhinweis",
  imprint: "Impressum",
  close: "Schließen",
  tryAgain: "Noch einmal versuchen",
  loadFailed: "Ein Teil der Seite konnte nicht geladen werden. Prüfen Sie Ihre Internetverbindung.",
  phone: (number: string) => `Telefon der Praxis: ${number}`,
  phoneHelp: "Klappt etwas nicht? Rufen Sie an:",

  lobby: {
    title: "Ihre Videosprechstunde",
    facts: {
      encrypted: "Verschlüsselt von Gerät zu Gerät. Niemand sonst kann zusehen oder zuhören.",
      recording: "Es wird nichts aufgezeichnet.",
      storage: "Der Server erfährt weder Ihren Namen noch, was gesprochen wird.",
    },
    name: "Ihr Name",
    nameHint: "So sieht Sie Ihre Therapeut*in. Der Name geht verschlüsselt nur an sie.",
    nameMissing: "Bitte schreiben Sie Ihren Namen hinein, damit Ihre Therapeut*in weiß, wer anklopft.",
    nameLong: "Dieser Name ist zu lang. Bitte kürzen Sie ihn.",
    consentMissing: "Bitte setzen Sie das Häkchen, wenn Sie einverstanden sind. Ohne geht es nicht.",
    remember: "Dieses Gerät merken",
    rememberHint:
      "Nur auf Ihrem eigenen Gerät: Der Link, ein Geräteschlüssel, Name und Telefonnummer der Praxis, Ihre Einwilligung und die Zeitpunkte des letzten Besuchs und Wortvergleichs bleiben in diesem Browser, bis Sie das Häkchen wegnehmen.",
    address: "Wer erfährt meine Netzadresse?",
    traces: "Was bleibt in diesem Browser?",
    tracesText: [
      "Ohne „Dieses Gerät merken“ behält dieser Tab den Link und Ihren Namen nur, bis das Gespräch zu Ende ist, längstens zwölf Stunden.",
      "Der Verlauf des Browsers kann den ganzen Link behalten. Wer ihn dort findet, kann anklopfen, aber nicht ohne Ihre Therapeut*in hineinkommen.",
      "An einem Gerät, das andere mitbenutzen, öffnen Sie den Link besser in einem privaten Fenster.",
    ],
    knock: "Anklopfen",
    knockHint: "Ihre Therapeut*in sieht dann, dass Sie da sind, und holt Sie herein.",
    joinWithout: (what: "camera" | "microphone" | "both"): string =>
      what === "camera"
        ? "Sie nehmen ohne Kamera teil."
        : what === "microphone"
          ? "Sie nehmen ohne Mikrofon teil. Im Gespräch können Sie schreiben."
          : "Sie nehmen ohne Kamera und ohne Mikrofon teil. Im Gespräch können Sie schreiben.",
  },

  check: {
    title: "Kamera und Mikrofon",
    intro: "Sehen Sie sich kurz selbst und prüfen Sie Ihr Mikrofon. Es wird noch nichts übertragen.",
    start: "Kamera und Mikrofon prüfen",
    asking: "Ihr Browser fragt nun, ob diese Seite Kamera und Mikrofon benutzen darf. Wählen Sie „Zulassen“.",
    ownPicture: "Ihr eigenes Bild",
    level: "Lautstärke Ihres Mikrofons",
    levelOk: "Wir hören Sie.",
    levelQuiet: "Sagen Sie etwas. Der Balken bewegt sich, wenn wir Sie hören.",
    tone: "Ton prüfen",
    network: "Auch die Verbindung prüfen",
    toneHint: "Sie sollten zwei leise Töne hören.",
    devices: "Geräte wählen",
    camera: "Kamera",
    microphone: "Mikrofon",
    speaker: "Lautsprecher",
    noCamera: "Ohne Kamera teilnehmen",
    noMicrophone: "Ohne Mikrofon teilnehmen",
    useCamera: "Kamera einschalten",
    useMicrophone: "Mikrofon einschalten",
    pictureOff: "Die Kamera ist aus.",
    unnamed: (index: number) => `Gerät ${index}`,
  },

  device: {
    camera: {
      denied:
        "Der Browser darf die Kamera nicht benutzen. Tippen Sie auf das Zeichen links in der Adresszeile, erlauben Sie die Kamera und versuchen Sie es noch einmal. Sie können auch ohne Kamera teilnehmen.",
      missing:
        "An diesem Gerät wurde keine Kamera gefunden. Schließen Sie eine an oder nehmen Sie ohne Kamera teil.",
      "in-use":
        "Ein anderes Programm benutzt gerade die Kamera. Schließen Sie es und versuchen Sie es noch einmal, oder nehmen Sie ohne Kamera teil.",
      failed:
        "Die Kamera lässt sich nicht starten. Versuchen Sie es noch einmal oder nehmen Sie ohne Kamera teil.",
      lost: "Die Kamera ist nicht mehr da. Sobald sie wieder angeschlossen ist, geht es von selbst weiter.",
      silenced:
        "Ihr Gerät hält die Kamera gerade an: Ihr Bild wird nicht übertragen. Prüfen Sie, ob ein Anruf läuft oder die Kamera abgedeckt oder ausgeschaltet ist.",
    },
    microphone: {
      denied:
        "Der Browser darf das Mikrofon nicht benutzen. Tippen Sie auf das Zeichen links in der Adresszeile, erlauben Sie das Mikrofon und versuchen Sie es noch einmal. Sie können auch ohne Mikrofon teilnehmen und schreiben.",
      missing:
        "An diesem Gerät wurde kein Mikrofon gefunden. Schließen Sie eines an oder nehmen Sie ohne Mikrofon teil und schreiben Sie.",
      "in-use":
        "Ein anderes Programm benutzt gerade das Mikrofon. Schließen Sie es und versuchen Sie es noch einmal, oder nehmen Sie ohne Mikrofon teil.",
      failed:
        "Das Mikrofon lässt sich nicht starten. Versuchen Sie es noch einmal oder nehmen Sie ohne Mikrofon teil.",
      lost: "Das Mikrofon ist nicht mehr da. Sobald es wieder angeschlossen ist, geht es von selbst weiter.",
      silenced:
        "Ihr Gerät hält das Mikrofon gerade an: Man hört Sie nicht. Prüfen Sie, ob ein Anruf läuft oder ein Schalter am Headset das Mikrofon stumm stellt.",
    },
    standsIn:
      "Ihr gewähltes Mikrofon ist nicht mehr da. Ein anderes Mikrofon Ihres Geräts überträgt Ihre Stimme, bis es zurück ist.",
  },

  consent: {
    labels: {
      self: "Ich bin einverstanden, dass meine Praxis Sprechstunden per Video mit mir führt und dabei Angaben über meine Gesundheit verarbeitet. Das kann ich jederzeit widerrufen.",
      custody:
        "Ich habe das Sorgerecht für die Person, die teilnimmt, und bin einverstanden, dass ihre Praxis Sprechstunden per Video mit ihr führt und dabei Angaben über ihre Gesundheit verarbeitet. Das kann ich jederzeit widerrufen.",
    },
    forAnother:
      "Ich willige für eine Person ein, für die ich sorgeberechtigt bin (in Deutschland meist, wenn sie unter 16 ist)",
    details: "Wortlaut der Einwilligung",
    version: (version: string) => `Fassung ${version}`,
    title: "Ihre Einwilligung",
    givenOn: (when: string) => `Sie haben am ${when} eingewilligt.`,
    withdrawnOn: (when: string) => `Sie haben die Einwilligung am ${when} widerrufen.`,
    withdrawn: (isHeard: boolean): string =>
      isHeard
        ? "Sie haben Ihre Einwilligung widerrufen. Ihre Praxis hat es verschlüsselt erfahren."
        : "Sie haben Ihre Einwilligung widerrufen. Ihre Praxis hat das noch nicht bestätigt: Sagen Sie es ihr bitte auch selbst.",
    withdraw: "Einwilligung widerrufen",
    withdrawHint:
      "Ihre Praxis erfährt es verschlüsselt, und die Verbindung endet sofort. Gründe braucht es nicht.",
    withdrawLater:
      "Gründe braucht es nicht. Ihre Praxis ist nicht mehr verbunden: Sagen Sie es ihr bitte auch selbst.",
    receipt: "Beleg speichern",
    receiptHint: "Eine Textdatei mit dem Wortlaut, nur auf Ihrem Gerät.",
  },

  waiting: {
    knocking: "Wir klopfen an",
    knockingText: "Einen Moment, die Verbindung zur Praxis wird aufgebaut.",
    title: "Einen Moment noch",
    text: "Ihre Therapeut*in weiß, dass Sie da sind, und holt Sie herein. Dieses Fenster kann offen bleiben.",
    notThereTitle: "Noch niemand da",
    notThere:
      "Ihre Therapeut*in ist noch nicht da, oder der Raum ist noch nicht geöffnet. Das Fenster kann offen bleiben. Wir klopfen von selbst weiter an.",
    notThereHelp: "Stimmt die Zeit Ihres Termins? Sonst fragen Sie bitte in Ihrer Praxis nach.",
    soonTitle: "Ihre Therapeut*in ist gleich da",
    soon: "Sie hat Ihr Anklopfen gesehen und bittet Sie um einen Augenblick Geduld.",
    sentBackTitle: "Sie sind wieder im Wartebereich",
    sentBack:
      "Ihre Therapeut*in hat das Gespräch kurz unterbrochen und holt Sie wieder herein. Niemand sieht oder hört Sie jetzt.",
    falseHostTitle: "Wir klopfen weiter an",
    falseHost:
      "Jemand ohne den Schlüssel dieses Links hat geantwortet. Es wurde nichts übertragen. Wir klopfen weiter an. Bleibt es so, rufen Sie Ihre Praxis an.",
    offlineTitle: "Keine Verbindung zum Server",
    offline:
      "Der Server ist gerade nicht erreichbar. Wir versuchen es von selbst weiter. Sehen Sie nach, ob Ihr Gerät mit dem Internet verbunden ist.",
    busyTitle: "Gerade ist kein Platz",
    busy: "Bei Ihrer Praxis klopfen gerade sehr viele an. Wir versuchen es jede Minute von selbst. Sie können warten oder es gleich noch einmal versuchen.",
    occupiedTitle: "In diesem Raum wird gerade gesprochen",
    occupied:
      "Ihr Anklopfen ist angekommen. Ihre Therapeut*in sieht es und kann Sie nach dem Gespräch hereinholen. Das Fenster kann offen bleiben. Stimmt die Zeit Ihres Termins?",
    pausedTitle: "Das Anklopfen macht eine Pause",
    paused:
      "Mehrere Versuche sind nicht angekommen. Damit niemand das ausnutzt, geht es erst weiter, wenn Sie es sagen.",
    declinedTitle: "Gerade geht es nicht",
    declined:
      "Ihre Therapeut*in kann Sie jetzt nicht hereinholen. Sie können bald noch einmal anklopfen oder in der Praxis anrufen.",
    knockAgain: "Noch einmal anklopfen",
    knockAgainIn: (seconds: number) => `Noch einmal anklopfen (in ${seconds} s)`,
    connectingTitle: "Sie werden hereingeholt",
    connecting: "Die Geräte verbinden sich. Das dauert wenige Sekunden.",
    leave: "Verlassen",
    microphoneOff: "Ihr Mikrofon ist aus.",
    logo: "Logo Ihrer Praxis",
  },

  call: {
    title: "Gespräch",
    peerNameless: { host: "Ihre Therapeut*in", guest: "Klient*in" },
    picture: (name: string) => `Bild von ${name}`,
    screenOf: (name: string) => `Bildschirm von ${name}`,
    ownScreen: "Ihr Bildschirm wird gezeigt",
    stopScreen: "Bildschirm nicht mehr zeigen",
    connecting: "Die Geräte verbinden sich",
    noWay:
      "Das dauert länger als sonst. Vielleicht lässt eines der beiden Netze kein Videogespräch durch. Es wird weiter versucht. Hilft das nicht, nehmen Sie ein anderes Netz, zum Beispiel mobile Daten.",
    checking: "Die Verbindung wird geprüft. Erst danach erscheint das Bild.",
    reconnecting: "Die Verbindung ist unterbrochen",
    reconnectingText: "Sie wird von selbst wiederhergestellt. Sie müssen nichts tun.",
    reconnectingLong:
      "Es wird weiter versucht, bis zu zehn Minuten lang. Prüfen Sie inzwischen, ob dieses Gerät Netz hat, oder wechseln Sie zwischen WLAN und mobilen Daten.",
    away: "Gleich wieder da",
    awayText: "Die andere Seite lädt die Seite neu oder hat kurz kein Netz. Ihr Platz bleibt frei.",
    awayLong:
      "Es kommt noch nichts an. Der Platz bleibt zehn Minuten lang frei, und es geht von selbst weiter. Prüfen Sie, ob dieses Gerät Netz hat, oder rufen Sie an.",
    cameraOff: "Kamera aus",
    held: {
      self: "Ihre Verbindung ist schwach. Ihr Bild ist angehalten, damit der Ton klar bleibt.",
      peer: (name: string) =>
        `Die Verbindung von ${name} ist schwach. Das Bild ist angehalten, damit der Ton klar bleibt.`,
      selfUnclear:
        "Die Verbindung zwischen Ihnen ist schwach. Ihr Bild ist angehalten, damit der Ton klar bleibt.",
      peerUnclear: (name: string) =>
        `Die Verbindung zwischen Ihnen ist schwach. Das Bild von ${name} ist angehalten, damit der Ton klar bleibt.`,
      both: "Die Verbindung zwischen Ihnen ist schwach. Beide Bilder sind angehalten, damit der Ton klar bleibt.",
    },
    microphoneOff: "Mikrofon aus",
    soundBlocked: "Ihr Browser hat den Ton angehalten.",
    soundOn: "Ton einschalten",
    elapsed: "Dauer",
    bar: {
      label: "Bedienung",
      microphone: "Mikrofon",
      camera: "Kamera",
      screen: "Bildschirm",
      chat: "Chat",
      more: "Mehr",
      hangUp: "Auflegen",
      unread: (count: number) => (count === 1 ? "eine neue Nachricht" : `${count} neue Nachrichten`),
    },
    own: {
      label: "Ihr eigenes Bild",
      hide: "Eigenes Bild ausblenden",
      show: "Eigenes Bild einblenden",
      move: "Eigenes Bild in die nächste Ecke",
    },
    more: {
      title: "Mehr",
      devices: "Geräte",
      view: "Ansicht",
      fullscreen: "Vollbild",
      fullscreenOff: "Vollbild beenden",
      details: "Verbindung und Sicherheit",
      room: "Gespräch",
    },
    screenFailed:
      "Der Bildschirm wird nicht gezeigt. Sie haben abgebrochen, oder dieser Browser kann es nicht.",
  },

  truth: {
    encrypted: "Verschlüsselt",
    compared: "verglichen",
    notCompared: "nicht verglichen",
    direct: "direkt",
    relayed: "Zwischenstation",
    hidden: "Adresse verborgen",
    open: "Einzelheiten zur Sicherheit",
    title: "Verbindung und Sicherheit",
    encryptedText:
      "Bild, Ton und Chat sind von Gerät zu Gerät verschlüsselt. Der Server kann nichts davon sehen oder hören.",
    pathTitle: "Weg",
    path: {
      direct: "Direkt von Gerät zu Gerät.",
      relayed: "Über eine Zwischenstation, verschlüsselt. Sie leitet weiter, kann aber nichts lesen.",
      unknown: "Der Weg wird noch gesucht.",
    },
    qualityTitle: "Güte der Verbindung",
    qualityHere: "Was bei Ihnen ankommt",
    qualityThere: "Was drüben ankommt",
    quality: ["wird gemessen", "kaum brauchbar", "schwach", "mittel", "gut"],
    adviceHere:
      "Gehen Sie näher an Ihr WLAN oder nehmen Sie ein Kabel. Schließen Sie andere Programme, die das Netz brauchen. Wenn es nicht reicht, schalten Sie die Kamera aus: Der Ton hat Vorrang.",
    adviceThere:
      "Das Netz der anderen Seite oder Ihr Hochladen ist schwach. Der Ton hat Vorrang. Hilft es nicht, schalten Sie für eine Weile Ihre Kamera aus.",
    adviceGood: "Es ist nichts zu tun.",
    wordsTitle: "Vergleich der vier Wörter",
    statusCompared: "Sie haben die Wörter in diesem Gespräch verglichen. Niemand ist dazwischen.",
    statusKnown: (date: string) =>
      `Bekanntes Gerät, verglichen am ${date}. Sie müssen nicht noch einmal vergleichen.`,
    statusNew: "Noch nicht verglichen. Mit vier Wörtern stellen Sie fest, dass niemand dazwischen ist.",
    showWords: "Vier Wörter ansehen",
  },

  words: {
    title: "Stimmen die vier Wörter überein?",
    offer: "Möchten Sie kurz prüfen, dass niemand dazwischen ist?",
    offerText: "Bei diesem Gerät zum ersten Mal: vier Wörter vergleichen dauert zehn Sekunden.",
    list: "Die vier Wörter",
    how: {
      host: "Lesen Sie alle vier Wörter vor und lassen Sie sie sich zurücklesen. Dann weiß niemand außer Ihnen beiden, was hier gesagt wird.",
      guest:
        "Ihre Therapeut*in liest alle vier Wörter vor. Lesen Sie alle vier zurück. Dann weiß niemand außer Ihnen beiden, was hier gesagt wird.",
    },
    match: "Alle vier stimmen",
    noMatch: "Stimmt nicht",
    later: "Später",
    asDigits: "Als Ziffern zeigen",
    asWords: "Als Wörter zeigen",
    digits: "Zehn Ziffern",
    sure: "Stimmt wirklich etwas nicht überein?",
    sureText:
      "Das Gespräch wird dann sofort beendet. Danach braucht es einen neuen Link, am besten auf einem anderen Weg.",
    sureYes: "Ja, beenden",
    sureNo: "Noch einmal vergleichen",
  },

  chat: {
    title: "Chat",
    log: "Nachrichten",
    empty: "Noch keine Nachricht. Alles hier verschwindet, sobald das Gespräch zu Ende ist.",
    label: "Nachricht schreiben",
    send: "Senden",
    you: "Sie",
    delivered: "angekommen",
    pending: "noch nicht angekommen",
    failed:
      "Nicht gesendet: Die Nachricht ist leer oder zu lang, oder die Verbindung ist gerade unterbrochen.",
  },

  after: {
    over: {
      title: "Das Gespräch ist beendet",
      text: "Das Gespräch wurde weder aufgezeichnet noch gespeichert.",
    },
    left: {
      title: "Sie haben das Gespräch verlassen",
      text: "Das Gespräch wurde weder aufgezeichnet noch gespeichert.",
    },
    removed: {
      title: "Das Gespräch ist beendet",
      text: "Ihre Therapeut*in hat das Gespräch für Sie beendet. Es wurde weder aufgezeichnet noch gespeichert.",
    },
    elsewhere: {
      title: "Das Gespräch läuft woanders weiter",
      text: "Sie sind mit demselben Link in einem anderen Fenster dabei. Hier ist nichts mehr verbunden.",
    },
    timeout: {
      title: "Die Verbindung ließ sich nicht wiederherstellen",
      text: "Zehn Minuten lang kam keine Verbindung zustande. Sie können noch einmal anklopfen.",
    },
    browser: {
      title: "Diese Seite ist nicht mehr aktuell",
      text: "Der Server nimmt diese Seite so nicht an. Laden Sie sie neu. Hilft das nicht, öffnen Sie den Link aus Ihrer Einladung noch einmal.",
    },
    withdrawn: "Sie haben Ihre Einwilligung widerrufen",
    lobby: "Zurück zum Anfang",
    again: "Wieder hineingehen",
    here: "Hier weitermachen",
    reload: "Seite neu laden",
    closeHint: "Sie können dieses Fenster jetzt schließen.",
  },

  security: {
    title: "Aus Sicherheit beendet",
    codes: {
      E_FPRINT:
        "Die Verbindungsdaten der Gegenseite passten nicht zu ihrem Schlüssel. Jemand könnte versucht haben, sich dazwischenzusetzen. Deshalb wurde sofort getrennt.",
      E_CERT:
        "Die Gegenseite hat sich mit einem anderen Zertifikat gemeldet als angekündigt. Jemand könnte versucht haben, sich dazwischenzusetzen. Deshalb wurde sofort getrennt.",
      E_BIND:
        "Die Prüfung der Verbindung ist fehlgeschlagen. Jemand könnte versucht haben, sich dazwischenzusetzen. Deshalb wurde sofort getrennt.",
      E_SAS_MISMATCH:
        "Die vier Wörter stimmten nicht überein. Jemand könnte sich dazwischengesetzt haben. Deshalb wurde sofort getrennt.",
    },
    guest:
      "Das liegt nicht an Ihnen. Rufen Sie Ihre Praxis an und bitten Sie um einen neuen Link. Klopfen Sie mit diesem Link nicht noch einmal an, bevor Sie miteinander gesprochen haben.",
    host: "Rufen Sie Ihre Klient*in an. Erneuern Sie den Link des Raums und geben Sie den neuen auf einem anderen Weg weiter.",
    code: (code: string) => `Kennung für die Hilfe: ${code}`,
  },

  remembered: {
    title: "Ihre Videosprechstunde",
    text: "Diese Räume kennt dieses Gerät.",
    nameless: "Eine Praxis, deren Name noch nicht bekannt ist",
    usedAt: (date: string) => `Zuletzt besucht am ${date}`,
    open: "Raum öffnen",
    forget: "Vergessen",
    sure: "Der Link und alles andere zu diesem Raum wird aus diesem Browser gelöscht. Danach brauchen Sie den Link Ihrer Praxis wieder.",
    sureYes: "Ja, vergessen",
    sureNo: "Behalten",
    forgotten: "Der Raum ist vergessen.",
    other: "Ihr Raum ist nicht dabei? Öffnen Sie den Link, den Sie von Ihrer Praxis haben.",
    whyTitle: "Warum steht der Link nicht in der Mail zu meinem Termin?",
    why: "Wer den Link hat, kann anklopfen. Deshalb bekommen Sie ihn nur einmal und nur von Ihrer Praxis selbst. Der Server, der an Termine erinnert, kennt ihn nicht.",
  },

  problem: {
    format: {
      title: "Dieser Link ist nicht vollständig",
      text: "Beim Kopieren ging wohl ein Stück verloren. Öffnen Sie den Link direkt aus der Einladung, oder kopieren Sie ihn ganz, bis zum letzten Zeichen. Hilft das nicht, bitten Sie Ihre Praxis um einen neuen Link.",
    },
    version: {
      title: "Dieser Link gehört zu einer anderen Fassung",
      text: "Er ist älter oder neuer als diese Seite. Laden Sie die Seite neu. Hilft das nicht, bitten Sie Ihre Praxis um einen neuen Link.",
    },
    missing: {
      title: "Hier fehlt Ihr Link",
      text: "Öffnen Sie den Link, den Sie von Ihrer Praxis haben. Finden Sie ihn nicht mehr, bitten Sie Ihre Praxis, ihn noch einmal zu schicken.",
    },
    browser: {
      title: "Dieser Browser kann keine sicheren Videogespräche",
      text: "Ihm fehlt, was für Video oder Verschlüsselung nötig ist. Aktualisieren Sie ihn oder nehmen Sie einen anderen: die aktuelle Fassung von Firefox, Chrome, Edge oder Safari.",
    },
    insecure: {
      title: "Diese Seite ist nicht sicher geöffnet",
      text: "Kamera, Mikrofon und Verschlüsselung gibt der Browser nur über eine sichere Adresse frei. Öffnen Sie den Link mit https am Anfang.",
    },
    server: {
      title: "Der Server antwortet nicht",
      text: "Sehen Sie nach, ob Ihr Gerät mit dem Internet verbunden ist, und versuchen Sie es noch einmal. Bleibt es dabei, rufen Sie Ihre Praxis an.",
    },
    reload: "Seite neu laden",
  },
};

export type Text = typeof de;
