import { accountAreaEn } from "./account-area-en.ts";
import { accountDataEn } from "./account-data-en.ts";
import type { AccountText } from "./account-de.ts";
import { accountSyncEn } from "./account-sync-en.ts";

export const accountEn: AccountText = {
  area: accountAreaEn,
  email: "E-mail address",
  emailWrong: "Please write a complete e-mail address, for example practice@example.org.",
  password: "Password",
  passwordMissing: "Please write your password.",
  showPassword: "Show password",
  hidePassword: "Hide password",
  name: "Your name",
  nameMissing: "Please write your name.",
  practiceName: "Name of the practice",
  practiceNameMissing: "Please write the name of your practice.",
  tooLong: "This is too long. Please shorten it.",
  strange: "There is an invisible character in it that cannot stand here. Please write it again by hand.",
  busy: "One moment please",
  loading: "One moment, the page is being prepared.",
  back: "Back",
  cancel: "Cancel",
  save: "Save",
  newTab: "opens in a new tab",

  newPassword: {
    label: "New password",
    hint: "At least 12 characters. Four or five words that have nothing to do with each other are easy to remember and hard to guess.",
    left: (count) => (count === 1 ? "One more character." : `${count} more characters.`),
    judging: "Checking …",
    verdicts: {
      fine: "This password is good.",
      "too-short": "The password needs at least 12 characters.",
      common: "This password, or one like it, is on lists that anybody can try. Take another one.",
      "about-you":
        "The password is little more than your name, your practice or your address. Take something that has nothing to do with you.",
      guessable: "This password is too easy to guess. Add two more words.",
    },
  },

  signIn: {
    title: "Sign in",
    button: "Sign in",
    passkey: "Sign in with a passkey",
    or: "or",
    forgot: "Forgot your password?",
    resend: "Send the confirmation mail again",
    register: "Create an account",
    registerLead: "No account yet?",
    withoutAccount: "Work in this browser without an account",
    withoutAccountHint: "Your rooms are then on this device only.",
    confirmed: "Your address is confirmed. You can sign in now.",
    passwordReset: "The new password counts. Sign in with it.",
    emailFirst: "Sign in with your previous address first. Then you can take the new one.",
    stillOpen:
      "Everything is forgotten on this device. But the server has not received that you signed out. Sign in and out once more, or sign this device out from another one.",
    tooLate: "This took too long. Please sign in again.",
    wrong: "Address and password do not fit, or the address is not confirmed yet. Check both and try again.",
  },

  suspended: {
    title: "This account is suspended",
    text: "Whoever runs this service has suspended the account. Your rooms are still there, but nobody can knock.",
    todo: "Please contact the operator. The address is in the imprint.",
    back: "To sign-in",
  },

  register: {
    title: "Create an account",
    lead: "The account keeps your rooms and appointments, encrypted. Only you can open them, on each of your devices.",
    nameHint: "This is how your colleagues in the practice see you.",
    practiceNameHint: "Stands in mails to clients, if you have any sent.",
    emailHint: "A mail goes there in a moment, with which you confirm the account.",
    password: "Password",
    agreements: "What you agree to",
    terms: "I agree to the terms of use.",
    termsLink: "Read the terms of use",
    termsMissing: "The account cannot be created unless you agree to the terms of use.",
    avv: "I conclude the data-processing agreement.",
    avvLink: "Read the data-processing agreement (AVV)",
    avvMissing:
      "The account cannot be created without the data-processing agreement. It protects your clients' data.",
    versions: (version) => `Version ${version}`,
    noticeLink: "Read the privacy notice",
    newsTitle: "If you like",
    news: "I would like to have news about this service by e-mail.",
    newsHint: "You can end this at any time with one click.",
    button: "Create account",
    toSignIn: "I have an account already",
    renewed:
      "A new version of the terms or of the agreement has come into force. Reload the page and read them again.",
  },

  invitation: {
    title: (practice) => `Invitation to the practice “${practice}”`,
    text: "Create an account of your own. Nobody but you sees your rooms and appointments, not even your colleagues.",
    loading: "Reading the invitation.",
    signedInTitle: "You are signed in already",
    signedIn: "Another account is signed in in this browser. Sign it out to accept the invitation.",
    signOut: "Sign out and accept the invitation",
    keep: "Stay signed in",
    acceptText:
      "The invitation is for your account. Your rooms, appointments and clients stay yours; the practice sees nothing of them.",
    accept: "Accept the invitation",
    acceptConflict: "Colleagues still work in your present practice. Until then you remain its owner.",
    decline: "Not now",
  },

  mailSent: {
    title: "Look into your mailbox",
    confirm: (email) =>
      `A mail is on its way to ${email}. Open the link in it to confirm the account. It is valid for 24 hours.`,
    reset: (email) =>
      `If there is an account for ${email}, a mail is on its way. With the link in it you choose a new password.`,
    nothing: "Nothing there? Look into the folder for unwanted mail. It can take some minutes.",
    again: "Send the mail again",
    sentAgain: "The mail is on its way again.",
    toSignIn: "To sign-in",
  },

  resend: {
    title: "Send the confirmation mail",
    text: "If an account with this address waits to be confirmed, we send the mail again.",
    button: "Send mail",
  },

  askReset: {
    title: "Forgotten password",
    text: "We send you a link with which you choose a new password.",
    warning:
      "The new password signs you in, but does not open your encrypted rooms. For that you need a passkey or your recovery code afterwards.",
    button: "Send link",
  },

  reset: {
    title: "Choose a new password",
    emailHint: "The address of your account. It is part of the encryption.",
    warning:
      "Afterwards you open your rooms with a passkey or the recovery code. All devices are signed out.",
    button: "Use the new password",
  },

  links: {
    confirm: {
      title: "Confirm your address",
      text: "By pressing the button you confirm that this address is yours and that the account is yours.",
      button: "Confirm address",
    },
    news: {
      title: "Confirm news",
      text: "Would you like to have news about this service by e-mail?",
      button: "Yes, send me news",
      doneTitle: "Thank you",
      done: "You will have news from now on. Each of these mails has a link that ends them.",
    },
    newsOff: {
      title: "No more news",
      text: "Would you like no more news?",
      button: "End news",
      doneTitle: "Ended",
      done: "You will have no more news. Mails that concern your account still come.",
    },
    email: {
      title: "Take the new address",
      text: "The address is part of how your password is encrypted. That is why we need both once more.",
      email: "New e-mail address",
      button: "Take the address",
      doneTitle: "The new address counts",
      done: (email) => `From now on you sign in with ${email}.`,
    },
    stale: "This link has expired or was used already. If you have used it yourself, all is well.",
    staleMail: "Have a new mail sent to you.",
    staleInvitation: "Ask your colleague for a new invitation.",
    onward: "Continue",
  },

  secondFactor: {
    title: "Second step",
    text: "Open your authenticator app and copy the code that it shows for this service.",
    code: "Code of the app",
    codeHint: "Six digits",
    codeWrong: "The code has six digits.",
    backupText: "Write one of the backup codes that you saved when you set this up.",
    backupCode: "Backup code",
    backupHint: "Each backup code is valid once.",
    backupWrong: "Please write a backup code.",
    useBackup: "I do not have the app with me",
    useApp: "Use the code of the app",
    button: "Continue",
  },

  firstVault: {
    title: "Your recovery code",
    text: "Your rooms and appointments are encrypted in this browser before they reach the server. Nobody but you can open them, not even we.",
    code: "If you forget your password, only this code helps. You will see it in a moment, one single time. Have something to write at hand, or print it.",
    button: "Show the code",
    passwordAgain: "For this we need your password once more, for this page no longer has it.",
  },

  code: {
    title: "Your recovery code",
    text: "Write the code down, print it or save it, and keep it apart from this device. It is never shown again.",
    label: "Code",
    copy: "Copy",
    copied: "The code is in the clipboard. Empty it once the code is kept.",
    copyFailed: "Copying did not work. Select the code and copy it by hand.",
    print: "Print",
    saveFile: "Save as a file",
    file: "recovery-code.txt",
    have: "I have the code and will find it again.",
    haveMissing:
      "Please keep the code first and then tick the box. Without it your rooms are lost if you forget the password.",
    button: "Continue",
    sheet: {
      title: "Recovery code",
      what: "This code opens the encrypted rooms and appointments of this account if the password is forgotten.",
      account: (email) => `Account: ${email}`,
      made: (date) => `Made on ${date}. Earlier codes are no longer valid.`,
      keep: "Keep this sheet in a locked place. Whoever has it and can sign in opens your rooms.",
      use: (address) => `How it works: open ${address}, sign in, “Open with the recovery code”.`,
    },
  },

  unlock: {
    title: "Open your rooms",
    text: "You are signed in. Your rooms are still locked on this device.",
    account: (email) => `Signed in as ${email}`,
    button: "Open",
    passkey: "Open with a passkey",
    useCode: "Open with the recovery code",
    usePassword: "Open with the password",
    code: "Recovery code",
    codeHint: "28 characters in groups of four. Case, hyphens and spaces do not matter.",
    codeMissing: "Please write the recovery code.",
    afterResetTitle: "Open your rooms",
    afterReset:
      "The new password does not open your rooms yet. Open them once with the recovery code or a passkey. After that the password works again.",
    lost: "I have neither code nor passkey",
    signOut: "Sign out",
  },

  startOver: {
    title: "Start over",
    text: "Without password, passkey and recovery code nobody can open your rooms. Not even we.",
    lostTitle: "This is lost",
    lost: [
      "all rooms with their links. Clients who have a link no longer reach you by it.",
      "all appointments with your notes and reminders.",
      "which devices you have compared.",
    ],
    keptTitle: "This stays",
    kept: ["Your account with address, password and passkeys.", "Your practice and your colleagues."],
    first: "Please look once more before: on paper, among your files, on a second device.",
    understood: "I understand that my present rooms and appointments will be lost.",
    understoodMissing: "Please tick the box if you really want to start over.",
    button: "Delete rooms and start over",
  },

  rollback: {
    title: "The server offers an older state",
    text: "This device has seen a newer state of your rooms and appointments than the one that the server sends now.",
    why: "This happens when an older backup was restored after a failure. It can also mean that somebody wants to hide something, for example that you have blocked a link.",
    todo: "Ask the operator before you go on. Otherwise links that you have renewed in the meantime are valid again.",
    accept: "Continue with the older state",
    again: "Look again",
  },

  vaultOffline: {
    title: "Your rooms cannot be reached",
    text: "You are signed in, but the server did not send your rooms. It is not your fault. Try again in a moment.",
  },

  accept: {
    title: "A new version",
    text: "There is a new version since your last visit. Please read it before you go on. Your rooms stay as they are.",
    button: "Agree and continue",
    signOut: "Sign out",
  },

  operator: {
    title: "The operator's account",
    text: "This account runs the service. It belongs to no practice and has no rooms.",
  },

  takeOver: {
    title: (count) =>
      count === 1
        ? "There is a room without an account in this browser"
        : `There are ${count} rooms without an account in this browser`,
    text: "You can take them into your account. Their links stay valid. In this browser they are deleted afterwards.",
    button: "Take them into my account",
    later: "Leave them here",
    failed: "This did not work. The rooms are still in this browser. Try again.",
    done: (count) =>
      count === 0
        ? "All rooms were in your account already."
        : count === 1
          ? "One room was taken over."
          : `${count} rooms were taken over.`,
  },

  sync: accountSyncEn,
  data: accountDataEn,

  without: {
    title: "Without an account",
    text: "You work without an account. Your rooms are in this browser only, on this device.",
    more: "With an account the server keeps them encrypted, and you can work with them on each of your devices. You can bring your rooms along.",
    button: "Sign in or create an account",
  },

  failures: {
    OFFLINE: "The server cannot be reached. Check your internet connection and try again.",
    UNAVAILABLE: "The server is overloaded or under maintenance. Try again in a few minutes.",
    INTERNAL: "Something went wrong on the server. Nothing was changed. Try again later.",
    BAD_REQUEST:
      "The server did not understand this. Check what you wrote. If that does not help, reload the page.",
    ORIGIN: "This page was loaded from another address than the server expects. Open it anew.",
    SIGNED_OUT: "You are no longer signed in. Please sign in again.",
    CREDENTIALS: "The password is not right. Check it and try again.",
    SECOND_FACTOR:
      "The code is not right or no longer valid. Wait for the next code and check that the clock of the device is right.",
    PASSKEY: "This passkey is not accepted. Perhaps it was removed. Take another one or your password.",
    TOO_MANY_TRIES: (wait) =>
      `These were too many tries. To protect the account, the next one counts ${wait}.`,
    SUSPENDED: "This account is suspended. Please contact the operator; the address is in the imprint.",
    RESTRICTED: "You have restricted the processing of your data. While that holds, the account is not used.",
    FORBIDDEN: "Only the owner of this practice may do this. Ask them.",
    NOT_FOUND: "This is no longer there. Perhaps you have removed it on another device.",
    TOKEN: "This link has expired or was used already. Have a new one sent to you.",
    STALE: "Something was changed on another device just now. Try again.",
    CONFLICT: "This met another change. Reload the page and try again.",
    AGREEMENT: "A new version of the agreements is in force. Reload the page and read it.",
    TOO_LARGE: "This is too large for the server. Shorten it.",
    UNSUPPORTED: "The server does not understand this page. Reload it.",
    WRONG_PASSWORD: "The password is not right. Check it and try again.",
    WRONG_CODE:
      "This code does not open your rooms. Compare it character by character. After a renewal only the newest one counts.",
    NO_WRAP:
      "Your rooms cannot be opened with this at the moment. Take another way, for example the recovery code.",
    NO_PRF:
      "This passkey can sign in but cannot open rooms. Take your password or the recovery code for that.",
    NO_WEBAUTHN: "This browser cannot use passkeys here. Take your password or another browser.",
    CANCELLED: "The passkey was not used. Try again or take your password.",
    ALREADY_THERE: "This device has a passkey for this account already. A second one is not needed.",
    PASSWORD_NEEDED: "We need your password once more for this.",
    NOT_OPEN: "Your rooms are not open at the moment. Reload the page.",
    ROLLED_BACK: "The server offers an older state of your rooms than this device has seen. Reload the page.",
  },
  waitMinutes: (minutes) => (minutes === 1 ? "in a minute" : `in ${minutes} minutes`),
  waitSeconds: (seconds) => `in ${seconds} seconds`,
  waitUnknown: "after a pause",
};
