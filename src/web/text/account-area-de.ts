// German texts of the account's section of the desk.

export const accountAreaDe = {
  nav: "Konto",
  title: "Konto",
  change: "Ändern",
  saved: "Gespeichert.",
  current: "Ihr Passwort",
  currentHint: "Zum Schutz fragen wir vor dieser Änderung noch einmal danach.",
  loadFailed: "Das konnte nicht geladen werden.",
  lock: "Jetzt sperren",
  lockHint: "Sie bleiben angemeldet. Zum Öffnen der Räume ist dann wieder Ihr Passwort nötig.",
  signOut: "Abmelden",

  person: {
    title: "Sie",
    name: "Name",
    nameTitle: "Namen ändern",
    email: "E-Mail-Adresse",
    emailTitle: "E-Mail-Adresse ändern",
    emailText:
      "An die neue Adresse geht ein Link. Die Änderung gilt, sobald Sie ihn geöffnet und bestätigt haben. An die bisherige Adresse geht eine Nachricht.",
    newEmail: "Neue E-Mail-Adresse",
    emailButton: "Link senden",
    emailSent: (email: string) =>
      `An ${email} ist eine Mail unterwegs. Bis Sie den Link öffnen, gilt die bisherige Adresse.`,
  },

  password: {
    title: "Passwort",
    change: "Passwort ändern",
    now: "Bisheriges Passwort",
    text: "Meldet Sie an und öffnet Ihre Räume.",
    button: "Passwort ändern",
    done: "Das neue Passwort gilt. Es öffnet auch Ihre Räume.",
    opensNot: "Ihr Passwort meldet Sie an, öffnet Ihre Räume aber noch nicht.",
    letOpen: "Räume mit dem Passwort öffnen",
    letOpenText:
      "Dazu brauchen wir einmal Ihr Passwort und den Wiederherstellungscode. Danach öffnet das Passwort Ihre Räume wieder.",
  },

  passkeys: {
    title: "Passkeys",
    text: "Ein Passkey ersetzt das Passwort: Sie melden sich mit Fingerabdruck, Gesicht oder PIN des Geräts an.",
    none: "Noch kein Passkey.",
    add: "Passkey hinzufügen",
    addText: "Ihr Gerät fragt gleich nach Fingerabdruck, Gesicht oder PIN, manchmal zweimal.",
    name: "Bezeichnung",
    nameHint: "Zum Beispiel „Laptop Praxis“. Nur Sie sehen sie.",
    nameMissing: "Bitte geben Sie dem Passkey eine Bezeichnung.",
    added: "Der Passkey ist da. Er meldet Sie an und öffnet Ihre Räume.",
    addedSignsIn:
      "Der Passkey ist da. Er meldet Sie an, kann auf diesem Gerät aber keine Räume öffnen. Dafür bleibt das Passwort.",
    since: (date: string) => `seit ${date}`,
    opens: "öffnet Ihre Räume",
    opensNot: "meldet nur an",
    letOpen: "Räume öffnen lassen",
    letOpenText:
      "Danach öffnet der Passkey auch Ihre Räume. Ihr Gerät fragt gleich nach Fingerabdruck, Gesicht oder PIN.",
    remove: "Entfernen",
    removeAsk: (name: string) => `Passkey „${name}“ entfernen?`,
    removeText:
      "Er meldet Sie dann nicht mehr an und öffnet keine Räume mehr. Auf dem Gerät selbst löschen Sie ihn in dessen Einstellungen.",
    removeButton: "Passkey entfernen",
  },

  factor: {
    title: "Zweiter Faktor",
    text: "Beim Anmelden mit Passwort fragt der Dienst zusätzlich nach einem Code aus einer App auf Ihrem Telefon.",
    on: "eingeschaltet",
    off: "ausgeschaltet",
    begin: "Einschalten",
    end: "Ausschalten",
    endTitle: "Zweiten Faktor ausschalten?",
    endText: "Zum Anmelden genügt dann wieder das Passwort.",
    codes: "Neue Ersatzcodes",
    codesText: "Die bisherigen Ersatzcodes gelten dann nicht mehr.",
    beginTitle: "Zweiten Faktor einschalten",
    beginText: "Sie brauchen eine Authenticator-App auf Ihrem Telefon.",
    next: "Weiter",
    scan: "Lesen Sie dieses Muster mit der App ein.",
    qr: "QR-Code für die Authenticator-App",
    secret: "Oder schreiben Sie diesen Schlüssel in die App:",
    code: "Code aus der App",
    confirm: "Einschalten",
    codesTitle: "Ihre Ersatzcodes",
    codesShown:
      "Mit einem Ersatzcode melden Sie sich an, wenn Sie die App nicht bei sich haben. Jeder gilt einmal. Sie werden nur jetzt angezeigt.",
    codesFile: "ersatzcodes.txt",
    done: "Ich habe die Ersatzcodes",
  },

  devices: {
    title: "Angemeldete Geräte",
    thisOne: "dieses Gerät",
    unknown: "Unbekannter Browser",
    used: (when: string) => `zuletzt benutzt am ${when}`,
    since: (when: string) => `angemeldet am ${when}`,
    end: "Gerät abmelden",
    endOthers: "Alle anderen abmelden",
    ended: "Das Gerät ist abgemeldet.",
    endedAll: "Alle anderen Geräte sind abgemeldet.",
    lost: "Ist ein Gerät verloren oder in fremden Händen? Dann geben Sie Ihren Räumen auch einen neuen Schlüssel.",
  },

  rooms: {
    title: "Schlüssel Ihrer Räume",
    text: "Ihre Räume öffnen sich mit dem Passwort, mit Passkeys und mit dem Wiederherstellungscode. Sonst mit nichts.",
    code: "Wiederherstellungscode",
    codeText: "Das Blatt ist verloren, oder jemand hat es gesehen?",
    renewCode: "Code erneuern",
    renewCodeTitle: "Neuer Wiederherstellungscode",
    renewCodeText: "Sie bekommen einen neuen Code. Der bisherige öffnet Ihre Räume dann nicht mehr.",
    key: "Gerät verloren",
    keyText: "Ein neuer Schlüssel sperrt aus, was auf einem verlorenen Gerät noch liegt.",
    renewKey: "Neuen Schlüssel machen",
    renewKeyTitle: "Neuer Schlüssel",
    renewKeyText:
      "Ihre Räume werden neu verschlüsselt. Sie bekommen einen neuen Wiederherstellungscode. Passkeys melden weiter an, öffnen die Räume aber erst wieder, wenn Sie es ihnen hier noch einmal erlauben.",
    links: "Auch alle Links meiner Räume erneuern",
    linksHint:
      "Wer das Gerät hat, kennt die bisherigen Links. Ihre Klient*innen brauchen danach neue; die alten gelten sofort nicht mehr.",
  },

  practice: {
    title: "Praxis",
    name: "Name",
    nameTitle: "Namen der Praxis ändern",
    nameHint:
      "Steht in Mails an Klient*innen. Was Klient*innen im Warteraum sehen, ändern Sie unter „Praxis“.",
    code: "Türcode",
    codeText:
      "Der Code Ihrer Praxis bei diesem Dienst, kein Geheimnis. Später werden Klient*innen ihn eintippen können, die keinen Link haben; noch wird er nicht gebraucht.",
    renewCode: "Neuer Türcode",
    renewCodeText: "Der bisherige Code gilt dann nicht mehr.",
    colleagues: "Kolleg*innen",
    alone: "Sie arbeiten allein in dieser Praxis.",
    owner: "Inhaber*in",
    member: "Kolleg*in",
    you: "Sie",
    suspended: "gesperrt",
    invite: "Kolleg*in einladen",
    inviteText:
      "Wer eingeladen ist, legt ein eigenes Konto an und hat eigene Räume. Sie sehen diese Räume nicht, und umgekehrt.",
    inviteEmail: "Adresse der Kolleg*in",
    inviteButton: "Einladung senden",
    invited: (email: string) => `An ${email} ist eine Einladung unterwegs.`,
    open: "Offene Einladungen",
    until: (date: string) => `gilt bis ${date}`,
    withdraw: "Zurückziehen",
    remove: "Entfernen",
    removeAsk: (name: string) => `${name} aus der Praxis entfernen?`,
    removeText: "Das Konto bleibt bestehen, mit allen Räumen, in einer eigenen Praxis.",
    removeButton: "Aus der Praxis entfernen",
    conflict: "Das geht gerade nicht: Eine Praxis braucht mindestens eine Inhaber*in.",
  },

  agreements: {
    title: "Vereinbarungen",
    terms: "Nutzungsbedingungen",
    avv: "Vertrag zur Auftragsverarbeitung (AVV)",
    version: (version: string) => `Fassung ${version}, von Ihnen angenommen`,
    read: "Lesen",
    download: "Herunterladen",
  },

  news: {
    title: "Neuigkeiten per E-Mail",
    none: "Sie bekommen keine Neuigkeiten.",
    asked: "Eine Mail zum Bestätigen ist unterwegs. Bis dahin bekommen Sie keine Neuigkeiten.",
    given: "Sie bekommen Neuigkeiten zu diesem Dienst.",
    start: "Neuigkeiten bekommen",
    stop: "Neuigkeiten beenden",
  },
};

export type AccountAreaText = typeof accountAreaDe;
