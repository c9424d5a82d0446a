// The words of mails to therapists, plain text.
import type { AccountMailContent, Language, MailText } from "./mail-kinds.ts";
import { plainName } from "./plain-name.ts";
import { PRIVACY_DE, PRIVACY_EN } from "./privacy-text.ts";

type Texts = { readonly [K in keyof AccountMailContent]: MailText<AccountMailContent[K]> };

/** RFC 2369. The address opens a page with a button: a program that follows links must not withdraw a consent. */
const unsubscribe = ({ withdrawal }: AccountMailContent["news"]): Readonly<Record<string, string>> =>
  withdrawal === undefined ? {} : { "List-Unsubscribe": `<${withdrawal}>` };

const DE: Texts = {
  ...PRIVACY_DE,
  confirm: {
    subject: "Bitte bestätigen Sie Ihre E-Mail-Adresse",
    lines: ({ link }) => [
      "Guten Tag,",
      "mit dieser Adresse wurde ein Konto bei TheraPsy Connect angelegt. Öffnen Sie diesen Link und bestätigen Sie dort, dass sie Ihnen gehört:",
      link,
      "Der Link gilt 24 Stunden. Wenn Sie kein Konto angelegt haben, brauchen Sie nichts zu tun: Ohne Bestätigung wird das Konto gelöscht.",
    ],
  },
  "already-registered": {
    subject: "Sie haben schon ein Konto",
    lines: ({ link }) => [
      "Guten Tag,",
      "mit dieser Adresse sollte ein Konto bei TheraPsy Connect angelegt werden. Es gibt schon eines. Hier melden Sie sich an oder setzen ein neues Passwort:",
      link,
      "Wenn Sie das nicht waren, brauchen Sie nichts zu tun.",
    ],
  },
  reset: {
    subject: "Neues Passwort",
    lines: ({ link }) => [
      "Guten Tag,",
      "für Ihr Konto bei TheraPsy Connect wurde ein neues Passwort verlangt. Hier können Sie es setzen:",
      link,
      "Der Link gilt eine Stunde. Ihre Räume öffnen Sie danach mit einem Passkey oder dem Wiederherstellungscode: Das Passwort allein genügt dann nicht.",
      "Wenn Sie das nicht waren, brauchen Sie nichts zu tun.",
    ],
  },
  "email-new": {
    subject: "Bitte bestätigen Sie Ihre neue E-Mail-Adresse",
    lines: ({ link }) => [
      "Guten Tag,",
      "diese Adresse soll künftig zu einem Konto bei TheraPsy Connect gehören. Öffnen Sie diesen Link und bestätigen Sie es dort mit Ihrem Passwort:",
      link,
      "Der Link gilt 24 Stunden. Wenn Sie das nicht waren, brauchen Sie nichts zu tun.",
    ],
  },
  "email-old": {
    subject: "Ihre E-Mail-Adresse soll geändert werden",
    lines: ({ link }) => [
      "Guten Tag,",
      "für Ihr Konto bei TheraPsy Connect wurde eine andere E-Mail-Adresse eingetragen. Sie gilt, sobald sie bestätigt ist.",
      "Wenn Sie das nicht waren, ändern Sie bitte gleich Ihr Passwort und melden andere Geräte ab:",
      link,
    ],
  },
  "password-changed": {
    subject: "Ihr Passwort wurde geändert",
    lines: ({ link }) => [
      "Guten Tag,",
      "das Passwort Ihres Kontos bei TheraPsy Connect wurde geändert. Andere Geräte sind abgemeldet.",
      "Wenn Sie das nicht waren, setzen Sie bitte gleich ein neues:",
      link,
    ],
  },
  "sign-in-changed": {
    subject: "An Ihrer Anmeldung wurde etwas geändert",
    lines: ({ link }) => [
      "Guten Tag,",
      "bei Ihrem Konto bei TheraPsy Connect wurde ein Passkey hinzugefügt oder der zweite Faktor ausgeschaltet.",
      "Wenn Sie das nicht waren, ändern Sie bitte gleich Ihr Passwort, entfernen fremde Passkeys und melden andere Geräte ab:",
      link,
    ],
  },
  news: {
    subject: "Bitte bestätigen Sie: Neuigkeiten per E-Mail",
    headers: unsubscribe,
    lines: ({ link }) => [
      "Guten Tag,",
      "Sie möchten Neuigkeiten zu TheraPsy Connect per E-Mail. Hier bestätigen Sie das:",
      link,
      "Ohne Bestätigung schicken wir Ihnen keine. Widerrufen können Sie jederzeit in Ihrem Konto und mit einem Klick in jeder solchen E-Mail.",
    ],
  },
  invitation: {
    subject: "Einladung in eine Praxis",
    lines: ({ link, practiceName }) => [
      "Guten Tag,",
      `„${plainName(practiceName)}“ lädt Sie ein, bei TheraPsy Connect als Therapeut*in der Praxis mitzuarbeiten. Sie bekommen ein eigenes Konto; Ihre Räume und Klient*innen sieht niemand sonst.`,
      link,
      "Die Einladung gilt sieben Tage. Wenn Sie damit nichts anfangen können, brauchen Sie nichts zu tun.",
    ],
  },
};

const EN: Texts = {
  ...PRIVACY_EN,
  confirm: {
    subject: "Please confirm your e-mail address",
    lines: ({ link }) => [
      "Hello,",
      "an account at TheraPsy Connect was made with this address. Open this link and confirm there that it is yours:",
      link,
      "The link is valid for 24 hours. If you did not make an account, there is nothing to do: without confirmation it is deleted.",
    ],
  },
  "already-registered": {
    subject: "You have an account already",
    lines: ({ link }) => [
      "Hello,",
      "somebody wanted to make an account at TheraPsy Connect with this address. There is one already. Here you sign in or choose a new password:",
      link,
      "If that was not you, there is nothing to do.",
    ],
  },
  reset: {
    subject: "New password",
    lines: ({ link }) => [
      "Hello,",
      "a new password was asked for your account at TheraPsy Connect. Choose it here:",
      link,
      "The link is valid for one hour. After that you open your rooms with a passkey or the recovery code: the password alone is then not enough.",
      "If that was not you, there is nothing to do.",
    ],
  },
  "email-new": {
    subject: "Please confirm your new e-mail address",
    lines: ({ link }) => [
      "Hello,",
      "this address is to belong to an account at TheraPsy Connect from now on. Open this link and confirm it there with your password:",
      link,
      "The link is valid for 24 hours. If that was not you, there is nothing to do.",
    ],
  },
  "email-old": {
    subject: "Your e-mail address is to be changed",
    lines: ({ link }) => [
      "Hello,",
      "another e-mail address was entered for your account at TheraPsy Connect. It counts once it is confirmed.",
      "If that was not you, please change your password now and sign other devices out:",
      link,
    ],
  },
  "password-changed": {
    subject: "Your password was changed",
    lines: ({ link }) => [
      "Hello,",
      "the password of your account at TheraPsy Connect was changed. Other devices are signed out.",
      "If that was not you, please choose a new one now:",
      link,
    ],
  },
  "sign-in-changed": {
    subject: "The way you sign in was changed",
    lines: ({ link }) => [
      "Hello,",
      "a passkey was added to your account at TheraPsy Connect, or the second factor was switched off.",
      "If that was not you, please change your password now, remove passkeys that are not yours and sign other devices out:",
      link,
    ],
  },
  news: {
    subject: "Please confirm: news by e-mail",
    headers: unsubscribe,
    lines: ({ link }) => [
      "Hello,",
      "you would like news about TheraPsy Connect by e-mail. Confirm it here:",
      link,
      "Without confirmation we send none. You can withdraw at any time in your account, and with one click in each such mail.",
    ],
  },
  invitation: {
    subject: "Invitation to a practice",
    lines: ({ link, practiceName }) => [
      "Hello,",
      `"${plainName(practiceName)}" invites you to work at TheraPsy Connect as a therapist of the practice. You get an account of your own; nobody else sees your rooms and clients.`,
      link,
      "The invitation is valid for seven days. If it means nothing to you, there is nothing to do.",
    ],
  },
};

export const ACCOUNT_TEXTS: Readonly<Record<Language, Texts>> = { de: DE, en: EN };
