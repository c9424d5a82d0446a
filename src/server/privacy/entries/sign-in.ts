// The tables of the sign-in library.
import type { Described } from "../entry.ts";
import { BY_AUTH_USER_ID, CREATED, EMPTY, OWNER, SIGN_IN, WITH_ACCOUNT } from "./parts.ts";

export const SIGN_IN_ENTRIES = {
  user: {
    ...SIGN_IN,
    summary: {
      de: "Name, E-Mail-Adresse und ob sie bestätigt ist, wann das Konto angelegt und geändert wurde, und ob das Anmelden einen zweiten Faktor braucht",
      en: "name, e-mail address and whether it was confirmed, when the account was made and changed, and whether signing in needs a second factor",
    },
    purpose: {
      de: "Anmelden, und die Person wegen ihres Kontos erreichen.",
      en: "Signing in, and reaching the person about the account.",
    },
    recipients: ["the practice", "the mail server"],
    latest: {
      de: "ein Konto, dessen Postfach nie bestätigt wurde, 2 Tage nach dem Anlegen",
      en: "an account whose mailbox was never confirmed, 2 days after it was made",
    },
    export: "all",
    subjects: [
      { by: "account", column: "id" },
      { by: "address", column: "email" },
    ],
    ends: [{ how: "own" }],
    columns: {
      id: { de: "benennt das Konto in anderen Tabellen", en: "names the account in other tables" },
      name: {
        de: "wie Kolleg*innen der Praxis die Person sehen",
        en: "how colleagues of the practice see the person",
      },
      email: { de: "Anmelden, Nachrichten zum Konto", en: "signing in, mails about the account" },
      emailVerified: { de: "ob das Postfach bestätigt wurde", en: "whether the mailbox was confirmed" },
      image: EMPTY,
      createdAt: CREATED,
      updatedAt: {
        de: "wann Name oder Adresse sich änderten",
        en: "when name or address changed",
      },
      twoFactorEnabled: {
        de: "ob das Anmelden einen zweiten Faktor braucht",
        en: "whether signing in needs a second factor",
      },
    },
  },
  session: {
    ...SIGN_IN,
    summary: {
      de: "Familie von Browser und System, wann sich das Gerät angemeldet hat und wann es zuletzt benutzt wurde, auf die Stunde genau; ein Prüfwert für das Cookie",
      en: "family of browser and system, when the device signed in and when it was last used, to the hour; a value that the cookie is compared with",
    },
    purpose: {
      de: "Angemeldet bleiben, und die Liste der angemeldeten Geräte.",
      en: "Staying signed in, and the list of devices that are.",
    },
    period: { from: "expiry", days: 0 },
    latest: { de: "spätestens 30 Tage nach der Anmeldung", en: "30 days after the sign-in at the latest" },
    export: "all",
    subjects: BY_AUTH_USER_ID,
    ends: [{ how: "time", column: "expiresAt", as: "date" }, { how: "account" }],
    columns: {
      id: {
        de: "benennt die Sitzung in der Liste der Geräte",
        en: "names the session in the list of devices",
      },
      expiresAt: {
        de: "wann sie von selbst endet: 30 Tage nach der Anmeldung",
        en: "when it ends by itself: 30 days after the sign-in",
      },
      token: {
        de: "womit das Cookie des Geräts verglichen wird",
        en: "what the cookie of the device is compared with",
        secret: true,
      },
      createdAt: { de: "wann sich das Gerät angemeldet hat", en: "when the device signed in" },
      updatedAt: {
        de: "wann sie zuletzt benutzt wurde, auf die Stunde genau",
        en: "when it was last used, to the hour",
      },
      ipAddress: EMPTY,
      userAgent: {
        de: "Familie von Browser und System, damit die Person das Gerät erkennt",
        en: "family of browser and system, so that the person knows the device",
      },
      userId: OWNER,
    },
  },
  account: {
    ...SIGN_IN,
    summary: {
      de: "Prüfsumme dessen, was der Browser aus dem Passwort ableitet; das Passwort selbst kommt nie an; und wann es sich änderte",
      en: "hash of what the browser derives from the password, which itself never arrives; and when it changed",
    },
    purpose: { de: "Prüfen, wer sich anmeldet.", en: "Checking who signs in." },
    export: "all",
    subjects: BY_AUTH_USER_ID,
    ends: WITH_ACCOUNT,
    columns: {
      id: { de: "benennt die Art der Anmeldung", en: "names the way of signing in" },
      accountId: {
        de: "noch einmal, welches Konto es ist",
        en: "once more, which account it is",
      },
      providerId: { de: "dass es ein Passwort ist", en: "that it is a password" },
      userId: OWNER,
      accessToken: EMPTY,
      refreshToken: EMPTY,
      idToken: EMPTY,
      accessTokenExpiresAt: EMPTY,
      refreshTokenExpiresAt: EMPTY,
      scope: EMPTY,
      password: {
        de: "Prüfsumme dessen, was der Browser aus dem Passwort ableitet; das Passwort selbst kommt nie an",
        en: "hash of what the browser derives from the password, which itself never arrives",
        secret: true,
      },
      createdAt: CREATED,
      updatedAt: { de: "wann sich das Passwort änderte", en: "when the password changed" },
    },
  },
  verification: {
    ...SIGN_IN,
    summary: {
      de: "welcher Schritt gerade läuft und zu wem er gehört, unter einem zufälligen Namen",
      en: "which step is under way and to whom it belongs, under a random name",
    },
    purpose: {
      de: "Laufende Schritte einer Anmeldung: Aufgabe für einen Passkey, Warten auf den zweiten Faktor.",
      en: "Steps of a sign-in that are under way: challenge of a passkey, wait for the second factor.",
    },
    period: { from: "expiry", days: 0 },
    latest: { de: "spätestens nach zehn Minuten", en: "after ten minutes at the latest" },
    erasure: "delete",
    export: "none",
    subjects: [],
    ends: [{ how: "time", column: "expiresAt", as: "date" }],
    columns: {
      id: { de: "benennt den Schritt", en: "names the step" },
      identifier: {
        de: "womit das Cookie des Schritts verglichen wird",
        en: "what the cookie of the step is compared with",
        secret: true,
      },
      value: {
        de: "die Aufgabe, oder wessen Schritt es ist",
        en: "the challenge, or whose step it is",
        secret: true,
      },
      expiresAt: { de: "spätestens zehn Minuten danach", en: "ten minutes later at most" },
      createdAt: CREATED,
      updatedAt: CREATED,
    },
  },
  twoFactor: {
    ...SIGN_IN,
    summary: {
      de: "Schlüssel der Authenticator-App und Ersatzcodes, verschlüsselt; ob ein erster Code stimmte, und falsche Codes in Folge",
      en: "key of the authenticator app and backup codes, encrypted; whether a first code was right, and wrong codes in a row",
    },
    purpose: { de: "Den zweiten Faktor prüfen.", en: "Checking the second factor." },
    isRequired: false,
    export: "all",
    subjects: BY_AUTH_USER_ID,
    ends: WITH_ACCOUNT,
    columns: {
      id: { de: "benennt den Eintrag", en: "names the entry" },
      secret: {
        de: "Schlüssel der Authenticator-App, verschlüsselt mit dem Geheimnis der Instanz",
        en: "key of the authenticator app, encrypted with the instance's secret",
        secret: true,
      },
      backupCodes: {
        de: "Ersatzcodes, verschlüsselt mit dem Geheimnis der Instanz",
        en: "backup codes, encrypted with the instance's secret",
        secret: true,
      },
      userId: OWNER,
      verified: { de: "ob ein erster Code stimmte", en: "whether a first code was right" },
      failedVerificationCount: { de: "falsche Codes in Folge", en: "wrong codes in a row" },
      lockedUntil: { de: "bis wann kein weiterer Code zählt", en: "until when no further code counts" },
    },
  },
  passkey: {
    ...SIGN_IN,
    summary: {
      de: "wie die Person den Passkey nennt, sein öffentlicher Schlüssel und Zähler, und welche Art von Gerät ihn hält",
      en: "what the person calls the passkey, its public key and counter, and which kind of device holds it",
    },
    purpose: { de: "Anmelden ohne Passwort.", en: "Signing in without a password." },
    isRequired: false,
    export: "all",
    subjects: BY_AUTH_USER_ID,
    ends: WITH_ACCOUNT,
    columns: {
      id: { de: "benennt den Passkey in der Liste", en: "names the passkey in the list" },
      name: { de: "wie die Person ihn nennt", en: "what the person calls it" },
      publicKey: { de: "prüft seine Unterschriften; kein Geheimnis", en: "checks its signatures; no secret" },
      userId: OWNER,
      credentialID: { de: "welcher Passkey antwortet", en: "which passkey answers" },
      counter: { de: "zeigt einen kopierten Authenticator", en: "shows a copied authenticator" },
      deviceType: { de: "ob er auf einem Gerät bleibt", en: "whether it stays on one device" },
      backedUp: { de: "ob er abgeglichen wird", en: "whether it is synchronised" },
      transports: {
        de: "wie das Gerät erreicht wird, für den Dialog des Browsers",
        en: "how the device is reached, for the browser's dialogue",
      },
      createdAt: CREATED,
      aaguid: { de: "Art des Authenticators", en: "kind of authenticator" },
    },
  },
} as const satisfies Partial<Described>;
