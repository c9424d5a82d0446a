import type { AccountAreaText } from "./account-area-de.ts";

export const accountAreaEn: AccountAreaText = {
  nav: "Account",
  title: "Account",
  change: "Change",
  saved: "Saved.",
  current: "Your password",
  currentHint: "For your protection we ask for it once more before this change.",
  loadFailed: "This could not be loaded.",
  lock: "Lock now",
  lockHint: "You stay signed in. To open the rooms your password is needed again.",
  signOut: "Sign out",
  signOutFailed:
    "On this device all is forgotten. But the server did not get the sign-out. Sign this device out later from another one.",

  person: {
    title: "You",
    name: "Name",
    nameTitle: "Change name",
    email: "E-mail address",
    emailTitle: "Change e-mail address",
    emailText:
      "A link goes to the new address. The change counts once you have opened and confirmed it. The present address gets a message.",
    newEmail: "New e-mail address",
    emailButton: "Send link",
    emailSent: (email) =>
      `A mail is on its way to ${email}. Until you open the link, the present address counts.`,
  },

  password: {
    title: "Password",
    change: "Change password",
    now: "Present password",
    text: "Signs you in and opens your rooms.",
    button: "Change password",
    done: "The new password counts. It opens your rooms as well.",
    opensNot: "Your password signs you in but does not open your rooms yet.",
    letOpen: "Open rooms with the password",
    letOpenText:
      "For this we need your password and the recovery code once. After that the password opens your rooms again.",
  },

  passkeys: {
    title: "Passkeys",
    text: "A passkey replaces the password: you sign in by fingerprint, face or the PIN of the device.",
    none: "No passkey yet.",
    add: "Add a passkey",
    addText: "Your device will ask for fingerprint, face or PIN in a moment, sometimes twice.",
    name: "Label",
    nameHint: "For example “Laptop at the practice”. Only you see it.",
    nameMissing: "Please give the passkey a label.",
    added: "The passkey is there. It signs you in and opens your rooms.",
    addedSignsIn:
      "The passkey is there. It signs you in, but cannot open rooms on this device. The password still does.",
    since: (date) => `since ${date}`,
    opens: "opens your rooms",
    opensNot: "signs in only",
    letOpen: "Let it open rooms",
    letOpenText:
      "After that the passkey opens your rooms as well. Your device will ask for fingerprint, face or PIN in a moment.",
    remove: "Remove",
    removeAsk: (name) => `Remove the passkey “${name}”?`,
    removeText:
      "It then no longer signs you in and opens no rooms. On the device itself you delete it in its settings.",
    removeButton: "Remove passkey",
  },

  factor: {
    title: "Second factor",
    text: "When you sign in by password, the service also asks for a code from an app on your phone.",
    on: "on",
    off: "off",
    begin: "Switch on",
    end: "Switch off",
    endTitle: "Switch the second factor off?",
    endText: "Then the password is enough to sign in.",
    codes: "New backup codes",
    codesText: "The present backup codes are no longer valid then.",
    beginTitle: "Switch the second factor on",
    beginText: "You need an authenticator app on your phone.",
    next: "Continue",
    scan: "Read this pattern with the app.",
    qr: "QR code for the authenticator app",
    secret: "Or write this key into the app:",
    copySecret: "Copy key",
    code: "Code of the app",
    confirm: "Switch on",
    codesTitle: "Your backup codes",
    codesShown:
      "With a backup code you sign in when you do not have the app with you. Each is valid once. They are shown only now.",
    codesFile: "backup-codes.txt",
    done: "I have the backup codes",
  },

  devices: {
    title: "Signed-in devices",
    thisOne: "this device",
    unknown: "Unknown browser",
    used: (when) => `last used on ${when}`,
    since: (when) => `signed in on ${when}`,
    end: "Sign device out",
    endOthers: "Sign all others out",
    ended: "The device is signed out.",
    endedAll: "All other devices are signed out.",
    lost: "Is a device lost or in somebody else's hands? Then give your rooms a new key as well.",
  },

  rooms: {
    title: "Keys of your rooms",
    text: "Your rooms open with the password, with passkeys and with the recovery code. With nothing else.",
    code: "Recovery code",
    codeText: "Is the sheet lost, or has somebody seen it?",
    renewCode: "Renew code",
    renewCodeTitle: "New recovery code",
    renewCodeText: "You get a new code. The present one no longer opens your rooms then.",
    key: "Lost device",
    keyText: "A new key locks out what still lies on a lost device.",
    renewKey: "Make a new key",
    renewKeyTitle: "New key",
    renewKeyText:
      "Your rooms are encrypted anew. You get a new recovery code. Passkeys still sign in, but open the rooms only once you allow it to them here again.",
    links: "Renew all links of my rooms as well",
    linksHint:
      "Whoever has the device knows the present links. Your clients need new ones afterwards; the old ones end at once.",
    dropped: (count) =>
      count === 1
        ? "One passkey does not open your rooms at the moment. Allow it under “Passkeys”."
        : `${count} passkeys do not open your rooms at the moment. Allow it under “Passkeys”.`,
  },

  practice: {
    title: "Practice",
    name: "Name",
    nameTitle: "Change the name of the practice",
    nameHint: "Stands in mails to clients. What clients see while waiting you change under “Practice”.",
    code: "Door code",
    codeText: "Your practice is found at this service by this code. It is no secret.",
    renewCode: "New door code",
    renewCodeText: "The present code is no longer valid then.",
    colleagues: "Colleagues",
    alone: "You work alone in this practice.",
    owner: "owner",
    member: "colleague",
    you: "you",
    suspended: "suspended",
    invite: "Invite a colleague",
    inviteText:
      "Whoever is invited creates an account and has rooms of their own. You do not see those rooms, nor they yours.",
    inviteEmail: "Your colleague's address",
    inviteButton: "Send invitation",
    invited: (email) => `An invitation is on its way to ${email}.`,
    open: "Open invitations",
    until: (date) => `valid until ${date}`,
    withdraw: "Withdraw",
    remove: "Remove",
    removeAsk: (name) => `Remove ${name} from the practice?`,
    removeText: "The account stays, with all its rooms, in a practice of its own.",
    removeButton: "Remove from the practice",
    conflict: "This is not possible at the moment: a practice needs at least one owner.",
  },

  agreements: {
    title: "Agreements",
    terms: "Terms of use",
    avv: "Data-processing agreement (AVV)",
    version: (version) => `Version ${version}, accepted by you`,
    read: "Read",
    download: "Download",
  },

  news: {
    title: "News by e-mail",
    none: "You get no news.",
    asked: "A mail to confirm is on its way. Until then you get no news.",
    given: "You get news about this service.",
    start: "Get news",
    stop: "End news",
  },
};
