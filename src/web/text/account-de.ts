// German texts of sign-in, registration and everything up to the desk. account-en.ts has the same keys by type; the
// account's section of the desk lies in account-area-de.ts.
import { accountAreaDe } from "./account-area-de.ts";
import { accountDataDe } from "./account-data-de.ts";
import { accountSyncDe } from "./account-sync-de.ts";

export const accountDe = {
  area: accountAreaDe,
  email: "E-Mail-Adresse",
  emailWrong: "Bitte schreiben Sie eine vollständige E-Mail-Adresse, zum Beispiel praxis@example.org.",
  password: "Passwort",
  passwordMissing: "Bitte schreiben Sie Ihr Passwort hinein.",
  showPassword: "Passwort anzeigen",
  hidePassword: "Passwort verbergen",
  name: "Ihr Name",
  nameMissing: "Bitte schreiben Sie Ihren Namen hinein.",
  practiceName: "Name der Praxis",
  practiceNameMissing: "Bitte schreiben Sie den Namen Ihrer Praxis hinein.",
  tooLong: "Das ist zu lang. Bitte kürzen Sie es.",
  strange:
    "Darin steht ein unsichtbares Zeichen, das hier nicht stehen kann. Bitte schreiben Sie es noch einmal von Hand.",
  busy: "Einen Moment bitte",
  loading: "Einen Moment, die Seite wird vorbereitet.",
  back: "Zurück",
  cancel: "Abbrechen",
  save: "Speichern",
  newTab: "öffnet sich in einem neuen Tab",

  newPassword: {
    label: "Neues Passwort",
    hint: "Mindestens 12 Zeichen. Vier oder fünf Wörter, die nichts miteinander zu tun haben, sind gut zu merken und schwer zu erraten.",
    left: (count: number) => (count === 1 ? "Noch ein Zeichen." : `Noch ${count} Zeichen.`),
    judging: "Wird geprüft …",
    verdicts: {
      fine: "Dieses Passwort ist gut.",
      "too-short": "Das Passwort braucht mindestens 12 Zeichen.",
      common:
        "Dieses Passwort steht, so oder ähnlich, in Listen, die jeder durchprobieren kann. Nehmen Sie ein anderes.",
      "about-you":
        "Das Passwort besteht fast nur aus Ihrem Namen, Ihrer Praxis oder Ihrer Adresse. Nehmen Sie etwas, das nichts mit Ihnen zu tun hat.",
      guessable: "Dieses Passwort lässt sich zu leicht erraten. Hängen Sie zwei weitere Wörter an.",
    },
  },

  signIn: {
    title: "Anmelden",
    button: "Anmelden",
    passkey: "Mit Passkey anmelden",
    or: "oder",
    forgot: "Passwort vergessen?",
    resend: "Bestätigungsmail noch einmal senden",
    register: "Konto anlegen",
    registerLead: "Noch kein Konto?",
    withoutAccount: "Ohne Konto in diesem Browser arbeiten",
    withoutAccountHint: "Ihre Räume liegen dann nur auf diesem Gerät.",
    confirmed: "Ihre Adresse ist bestätigt. Sie können sich jetzt anmelden.",
    passwordReset: "Das neue Passwort gilt. Melden Sie sich damit an.",
    emailFirst:
      "Melden Sie sich zuerst mit Ihrer bisherigen Adresse an. Danach können Sie die neue übernehmen.",
    stillOpen:
      "Auf diesem Gerät ist alles vergessen. Der Server hat die Abmeldung aber nicht erhalten. Melden Sie sich noch einmal an und ab, oder melden Sie dieses Gerät von einem anderen aus ab.",
    tooLate: "Das hat zu lange gedauert. Melden Sie sich bitte noch einmal an.",
    wrong:
      "Adresse und Passwort passen nicht zusammen, oder die Adresse ist noch nicht bestätigt. Prüfen Sie beides und versuchen Sie es noch einmal.",
  },

  suspended: {
    title: "Dieses Konto ist gesperrt",
    text: "Wer diesen Dienst betreibt, hat das Konto gesperrt. Ihre Räume sind noch da, aber niemand kann anklopfen.",
    todo: "Wenden Sie sich an den Betreiber. Die Adresse steht im Impressum.",
    back: "Zur Anmeldung",
  },

  register: {
    title: "Konto anlegen",
    lead: "Das Konto bewahrt Ihre Räume und Termine verschlüsselt auf. Nur Sie können sie öffnen, auf jedem Ihrer Geräte.",
    nameHint: "So sehen Sie Ihre Kolleg*innen in der Praxis.",
    practiceNameHint: "Steht in Mails an Klient*innen, wenn Sie welche senden lassen.",
    emailHint: "Dorthin geht gleich eine Mail, mit der Sie das Konto bestätigen.",
    password: "Passwort",
    agreements: "Was Sie vereinbaren",
    terms: "Ich stimme den Nutzungsbedingungen zu.",
    termsLink: "Nutzungsbedingungen lesen",
    termsMissing: "Ohne Ihre Zustimmung zu den Nutzungsbedingungen kann das Konto nicht angelegt werden.",
    avv: "Ich schließe den Vertrag zur Auftragsverarbeitung ab.",
    avvLink: "Vertrag zur Auftragsverarbeitung (AVV) lesen",
    avvMissing:
      "Ohne den Vertrag zur Auftragsverarbeitung kann das Konto nicht angelegt werden. Er schützt die Daten Ihrer Klient*innen.",
    versions: (version: string) => `Fassung ${version}`,
    noticeLink: "Datenschutzerklärung lesen",
    newsTitle: "Freiwillig",
    news: "Ich möchte Neuigkeiten zu diesem Dienst per E-Mail bekommen.",
    newsHint: "Sie können das jederzeit mit einem Klick beenden.",
    button: "Konto anlegen",
    toSignIn: "Ich habe schon ein Konto",
    renewed:
      "Inzwischen gilt eine neue Fassung der Nutzungsbedingungen oder des Vertrags. Laden Sie die Seite neu und lesen Sie sie noch einmal.",
  },

  invitation: {
    title: (practice: string) => `Einladung in die Praxis „${practice}“`,
    text: "Legen Sie Ihr eigenes Konto an. Ihre Räume und Termine sieht außer Ihnen niemand, auch nicht Ihre Kolleg*innen.",
    loading: "Die Einladung wird gelesen.",
    signedInTitle: "Sie sind schon angemeldet",
    signedIn:
      "In diesem Browser ist ein anderes Konto angemeldet. Melden Sie es ab, um die Einladung anzunehmen.",
    signOut: "Abmelden und Einladung annehmen",
    keep: "Angemeldet bleiben",
    acceptText:
      "Die Einladung gilt Ihrem Konto. Ihre Räume, Termine und Klient*innen bleiben Ihre; die Praxis sieht davon nichts.",
    accept: "Einladung annehmen",
    acceptConflict:
      "In Ihrer jetzigen Praxis arbeiten noch Kolleg*innen. Solange bleiben Sie deren Inhaber*in.",
    decline: "Jetzt nicht",
  },

  mailSent: {
    title: "Sehen Sie in Ihr Postfach",
    confirm: (email: string) =>
      `An ${email} ist eine Mail unterwegs. Öffnen Sie den Link darin, um das Konto zu bestätigen. Er gilt 24 Stunden.`,
    reset: (email: string) =>
      `Wenn es zu ${email} ein Konto gibt, ist eine Mail unterwegs. Mit dem Link darin wählen Sie ein neues Passwort.`,
    nothing:
      "Nichts angekommen? Sehen Sie im Ordner für unerwünschte Post nach. Es kann einige Minuten dauern.",
    again: "Mail noch einmal senden",
    sentAgain: "Die Mail ist noch einmal unterwegs.",
    toSignIn: "Zur Anmeldung",
  },

  resend: {
    title: "Bestätigungsmail senden",
    text: "Wenn zu dieser Adresse ein Konto auf seine Bestätigung wartet, senden wir die Mail noch einmal.",
    button: "Mail senden",
  },

  askReset: {
    title: "Passwort vergessen",
    text: "Wir senden Ihnen einen Link, mit dem Sie ein neues Passwort wählen.",
    warning:
      "Das neue Passwort meldet Sie an, öffnet aber Ihre verschlüsselten Räume nicht. Dazu brauchen Sie danach einen Passkey oder Ihren Wiederherstellungscode.",
    button: "Link senden",
  },

  reset: {
    title: "Neues Passwort wählen",
    emailHint: "Die Adresse Ihres Kontos. Sie geht in die Verschlüsselung ein.",
    warning:
      "Danach öffnen Sie Ihre Räume mit einem Passkey oder mit dem Wiederherstellungscode. Alle Geräte werden abgemeldet.",
    button: "Neues Passwort übernehmen",
  },

  links: {
    confirm: {
      title: "Adresse bestätigen",
      text: "Mit einem Druck auf den Knopf bestätigen Sie, dass diese Adresse Ihnen gehört und das Konto von Ihnen ist.",
      button: "Adresse bestätigen",
    },
    news: {
      title: "Neuigkeiten bestätigen",
      text: "Möchten Sie Neuigkeiten zu diesem Dienst per E-Mail bekommen?",
      button: "Ja, Neuigkeiten bekommen",
      doneTitle: "Danke",
      done: "Sie bekommen ab jetzt Neuigkeiten. In jeder dieser Mails steht ein Link, mit dem Sie sie beenden.",
    },
    newsOff: {
      title: "Keine Neuigkeiten mehr",
      text: "Möchten Sie keine Neuigkeiten mehr bekommen?",
      button: "Neuigkeiten beenden",
      doneTitle: "Beendet",
      done: "Sie bekommen keine Neuigkeiten mehr. Mails, die Ihr Konto betreffen, kommen weiterhin.",
    },
    email: {
      title: "Neue Adresse übernehmen",
      text: "Die Adresse geht in die Verschlüsselung Ihres Passworts ein. Deshalb brauchen wir beides noch einmal.",
      email: "Neue E-Mail-Adresse",
      button: "Adresse übernehmen",
      doneTitle: "Die neue Adresse gilt",
      done: (email: string) => `Ab jetzt melden Sie sich mit ${email} an.`,
    },
    stale:
      "Dieser Link ist abgelaufen oder wurde schon benutzt. Wenn Sie ihn selbst schon benutzt haben, ist alles in Ordnung.",
    staleMail: "Lassen Sie sich eine neue Mail senden.",
    staleInvitation: "Bitten Sie Ihre Kolleg*in um eine neue Einladung.",
    onward: "Weiter",
  },

  secondFactor: {
    title: "Zweiter Schritt",
    text: "Öffnen Sie Ihre Authenticator-App und schreiben Sie den Code ab, der dort für diesen Dienst steht.",
    code: "Code aus der App",
    codeHint: "Sechs Ziffern",
    codeWrong: "Der Code hat sechs Ziffern.",
    backupText: "Schreiben Sie einen der Ersatzcodes hinein, die Sie beim Einrichten gespeichert haben.",
    backupCode: "Ersatzcode",
    backupHint: "Jeder Ersatzcode gilt einmal.",
    backupWrong: "Bitte schreiben Sie einen Ersatzcode hinein.",
    useBackup: "Ich habe die App nicht bei mir",
    useApp: "Code aus der App verwenden",
    button: "Weiter",
  },

  firstVault: {
    // With a place to break, for narrow screens.
    title: "Ihr Wiederherstellungs\u00adcode",
    text: "Ihre Räume und Termine werden in diesem Browser verschlüsselt, bevor sie auf den Server kommen. Niemand außer Ihnen kann sie öffnen, auch wir nicht.",
    code: "Wenn Sie Ihr Passwort vergessen, hilft nur dieser Code. Sie sehen ihn gleich, ein einziges Mal. Halten Sie etwas zum Schreiben bereit oder drucken Sie ihn aus.",
    button: "Code anzeigen",
    passwordAgain: "Dazu brauchen wir noch einmal Ihr Passwort, denn diese Seite hat es nicht mehr.",
  },

  code: {
    // With a place to break, for narrow screens.
    title: "Ihr Wiederherstellungs\u00adcode",
    text: "Schreiben Sie den Code ab, drucken Sie ihn oder speichern Sie ihn, und bewahren Sie ihn getrennt von diesem Gerät auf. Er wird nie wieder angezeigt.",
    label: "Code",
    copy: "Kopieren",
    copied: "Der Code ist in der Zwischenablage. Leeren Sie sie, sobald er verwahrt ist.",
    copyFailed: "Das Kopieren ging nicht. Markieren Sie den Code und kopieren Sie ihn von Hand.",
    print: "Drucken",
    saveFile: "Als Datei speichern",
    file: "wiederherstellungscode.txt",
    have: "Ich habe den Code und finde ihn wieder.",
    haveMissing:
      "Bitte verwahren Sie den Code zuerst und setzen Sie dann das Häkchen. Ohne ihn sind Ihre Räume verloren, wenn Sie das Passwort vergessen.",
    button: "Weiter",
    sheet: {
      title: "Wiederherstellungscode",
      what: "Dieser Code öffnet die verschlüsselten Räume und Termine dieses Kontos, wenn das Passwort vergessen ist.",
      account: (email: string) => `Konto: ${email}`,
      made: (date: string) => `Erstellt am ${date}. Frühere Codes gelten nicht mehr.`,
      keep: "Bewahren Sie dieses Blatt an einem verschlossenen Ort auf. Wer es hat und sich anmelden kann, öffnet Ihre Räume.",
      use: (address: string) =>
        `So geht es: ${address} öffnen, anmelden, „Mit Wiederherstellungscode öffnen“.`,
    },
  },

  unlock: {
    title: "Räume öffnen",
    text: "Sie sind angemeldet. Ihre Räume sind auf diesem Gerät noch verschlossen.",
    account: (email: string) => `Angemeldet als ${email}`,
    button: "Öffnen",
    passkey: "Mit Passkey öffnen",
    useCode: "Mit Wiederherstellungscode öffnen",
    usePassword: "Mit Passwort öffnen",
    code: "Wiederherstellungscode",
    codeHint: "28 Zeichen in Vierergruppen. Groß und klein, Striche und Leerzeichen sind gleichgültig.",
    codeMissing: "Bitte schreiben Sie den Wiederherstellungscode hinein.",
    afterResetTitle: "Öffnen Sie Ihre Räume",
    afterReset:
      "Das neue Passwort öffnet Ihre Räume noch nicht. Öffnen Sie sie einmal mit dem Wiederherstellungscode oder einem Passkey. Danach geht es wieder mit dem Passwort.",
    lost: "Ich habe weder Code noch Passkey",
    signOut: "Abmelden",
  },

  startOver: {
    title: "Neu anfangen",
    text: "Ohne Passwort, Passkey und Wiederherstellungscode kann niemand Ihre Räume öffnen. Auch wir nicht.",
    lostTitle: "Das geht verloren",
    lost: [
      "alle Räume mit ihren Links. Klient*innen, die einen Link haben, erreichen Sie damit nicht mehr.",
      "alle Termine mit Ihren Notizen und Erinnerungen.",
      "welche Geräte Sie schon verglichen haben.",
    ],
    keptTitle: "Das bleibt",
    kept: ["Ihr Konto mit Adresse, Passwort und Passkeys.", "Ihre Praxis und Ihre Kolleg*innen."],
    first: "Suchen Sie vorher noch einmal: auf Papier, unter Ihren Dateien, auf einem zweiten Gerät.",
    understood: "Ich verstehe, dass meine bisherigen Räume und Termine verloren gehen.",
    understoodMissing: "Bitte setzen Sie das Häkchen, wenn Sie wirklich neu anfangen wollen.",
    button: "Räume löschen und neu anfangen",
  },

  rollback: {
    title: "Der Server bietet einen älteren Stand an",
    text: "Auf diesem Gerät war schon ein neuerer Stand Ihrer Räume und Termine zu sehen als der, den der Server jetzt schickt.",
    why: "Das kommt vor, wenn nach einer Störung eine ältere Sicherung eingespielt wurde. Es kann auch bedeuten, dass jemand etwas verbergen will, zum Beispiel, dass Sie einen Link gesperrt haben.",
    todo: "Fragen Sie beim Betreiber nach, bevor Sie weitermachen. Links, die Sie inzwischen erneuert haben, gelten sonst wieder.",
    accept: "Mit dem älteren Stand weitermachen",
    again: "Noch einmal nachsehen",
  },

  vaultOffline: {
    title: "Ihre Räume sind gerade nicht erreichbar",
    text: "Sie sind angemeldet, aber der Server hat Ihre Räume nicht geschickt. Es liegt nicht an Ihnen. Versuchen Sie es in einem Moment noch einmal.",
  },

  accept: {
    title: "Eine neue Fassung",
    text: "Seit Ihrem letzten Besuch gibt es eine neue Fassung. Lesen Sie sie bitte, bevor es weitergeht. Ihre Räume bleiben, wie sie sind.",
    button: "Zustimmen und weiter",
    signOut: "Abmelden",
  },

  operator: {
    title: "Konto des Betreibers",
    text: "Dieses Konto betreibt den Dienst. Es gehört zu keiner Praxis und hat keine Räume.",
  },

  takeOver: {
    title: (count: number) =>
      count === 1
        ? "In diesem Browser liegt ein Raum ohne Konto"
        : `In diesem Browser liegen ${count} Räume ohne Konto`,
    text: "Sie können sie in Ihr Konto übernehmen. Die Links bleiben gültig. In diesem Browser werden sie danach gelöscht.",
    button: "In mein Konto übernehmen",
    later: "Hier lassen",
    failed: "Das ging nicht. Die Räume liegen weiterhin in diesem Browser. Versuchen Sie es noch einmal.",
    done: (count: number) =>
      count === 0
        ? "Alle Räume waren schon in Ihrem Konto."
        : count === 1
          ? "Ein Raum wurde übernommen."
          : `${count} Räume wurden übernommen.`,
  },

  sync: accountSyncDe,
  data: accountDataDe,

  without: {
    title: "Ohne Konto",
    text: "Sie arbeiten ohne Konto. Ihre Räume liegen nur in diesem Browser, auf diesem Gerät.",
    more: "Mit einem Konto bewahrt der Server sie verschlüsselt auf, und Sie können auf jedem Ihrer Geräte damit arbeiten. Ihre Räume können Sie dabei mitnehmen.",
    button: "Anmelden oder Konto anlegen",
  },

  /** By the codes of failures; each says what happened and what can be done. */
  failures: {
    OFFLINE:
      "Der Server ist nicht erreichbar. Prüfen Sie Ihre Internetverbindung und versuchen Sie es noch einmal.",
    UNAVAILABLE:
      "Der Server ist gerade überlastet oder wird gewartet. Versuchen Sie es in einigen Minuten noch einmal.",
    INTERNAL:
      "Auf dem Server ist ein Fehler passiert. Es wurde nichts geändert. Versuchen Sie es später noch einmal.",
    BAD_REQUEST:
      "Der Server hat diese Angaben nicht verstanden. Prüfen Sie sie. Hilft das nicht, laden Sie die Seite neu.",
    ORIGIN:
      "Diese Seite wurde von einer anderen Adresse geladen, als der Server erwartet. Öffnen Sie sie neu.",
    SIGNED_OUT: "Sie sind nicht mehr angemeldet. Melden Sie sich bitte noch einmal an.",
    CREDENTIALS: "Das Passwort stimmt nicht. Prüfen Sie es und versuchen Sie es noch einmal.",
    SECOND_FACTOR:
      "Der Code stimmt nicht oder gilt nicht mehr. Warten Sie auf den nächsten Code und prüfen Sie, ob die Uhr des Geräts richtig geht.",
    PASSKEY:
      "Dieser Passkey wird nicht angenommen. Vielleicht wurde er entfernt. Nehmen Sie einen anderen oder Ihr Passwort.",
    TOO_MANY_TRIES: (wait: string) =>
      `Das waren zu viele Versuche. Zum Schutz des Kontos geht es erst ${wait} weiter.`,
    SUSPENDED:
      "Dieses Konto ist gesperrt. Wenden Sie sich an den Betreiber; seine Adresse steht im Impressum.",
    RESTRICTED:
      "Sie haben die Verarbeitung Ihrer Daten eingeschränkt. Solange das gilt, wird das Konto nicht benutzt.",
    FORBIDDEN: "Das darf in dieser Praxis nur die Inhaber*in. Bitten Sie sie darum.",
    NOT_FOUND: "Das gibt es nicht mehr. Vielleicht haben Sie es auf einem anderen Gerät schon entfernt.",
    TOKEN: "Dieser Link ist abgelaufen oder wurde schon benutzt. Lassen Sie sich einen neuen senden.",
    STALE: "Auf einem anderen Gerät wurde gerade etwas geändert. Versuchen Sie es noch einmal.",
    CONFLICT:
      "Das hat sich mit einer anderen Änderung überschnitten. Laden Sie die Seite neu und versuchen Sie es noch einmal.",
    AGREEMENT: "Es gilt eine neue Fassung der Vereinbarungen. Laden Sie die Seite neu und lesen Sie sie.",
    TOO_LARGE: "Das ist zu groß für den Server. Kürzen Sie es.",
    UNSUPPORTED: "Der Server versteht diese Seite nicht. Laden Sie sie neu.",
    WRONG_PASSWORD: "Das Passwort stimmt nicht. Prüfen Sie es und versuchen Sie es noch einmal.",
    WRONG_CODE:
      "Dieser Code öffnet Ihre Räume nicht. Vergleichen Sie ihn Zeichen für Zeichen. Nach dem Erneuern gilt nur der neueste.",
    NO_WRAP:
      "Damit lassen sich Ihre Räume derzeit nicht öffnen. Nehmen Sie einen anderen Weg, zum Beispiel den Wiederherstellungscode.",
    NO_PRF:
      "Dieser Passkey kann anmelden, aber keine Räume öffnen. Nehmen Sie dafür Ihr Passwort oder den Wiederherstellungscode.",
    NO_WEBAUTHN:
      "Dieser Browser kann hier keine Passkeys verwenden. Nehmen Sie Ihr Passwort oder einen anderen Browser.",
    CANCELLED:
      "Der Passkey wurde nicht verwendet. Versuchen Sie es noch einmal oder nehmen Sie Ihr Passwort.",
    ALREADY_THERE:
      "Auf diesem Gerät gibt es schon einen Passkey für dieses Konto. Ein zweiter ist nicht nötig.",
    PASSWORD_NEEDED: "Dazu brauchen wir noch einmal Ihr Passwort.",
    NOT_OPEN: "Ihre Räume sind gerade nicht geöffnet. Laden Sie die Seite neu.",
    ROLLED_BACK:
      "Der Server bietet einen älteren Stand Ihrer Räume an, als dieses Gerät schon kennt. Laden Sie die Seite neu.",
  },
  waitMinutes: (minutes: number) => (minutes === 1 ? "in einer Minute" : `in ${minutes} Minuten`),
  waitSeconds: (seconds: number) => `in ${seconds} Sekunden`,
  waitUnknown: "nach einer Pause",
};

export type AccountText = typeof accountDe;
