// English texts; see account-data-de.ts.
import type { accountDataDe } from "./account-data-de.ts";

export const accountDataEn: typeof accountDataDe = {
  title: "My data",
  text: "What is kept about you is yours. Here you see it, take it along, restrict it or have it erased.",
  notice: "privacy notice",

  export: {
    title: "Access and portability",
    text: "Everything that is kept about your account, in one file: to read, and for programs. Your vault is in it, sealed.",
    button: "Download data",
    windowText:
      "You get an archive with a page to read, the data, and your sealed vault. Keep it in a safe place.",
    file: "my-data.zip",
    done: "The archive is among your downloads.",
  },

  rectify: {
    title: "Rectification",
    text: 'You change name and address yourself under "You", the name of the practice under "Practice".',
    restricted: "You change name, address and practice yourself again once the restriction is lifted.",
    go: "Change name and address",
    button: "Correct something else",
    windowTitle: "Have something corrected",
    windowText: "Write what is wrong, and what it should be.",
  },

  consent: {
    title: "Consents",
    none: "You have given no consent.",
    asked: "News by e-mail: not confirmed yet.",
    given:
      "News by e-mail: consent given. A withdrawal counts from that moment; what was done before stays lawful.",
    button: "Withdraw consent",
    done: "The consent is withdrawn.",
  },

  restrict: {
    title: "Restriction",
    off: "Your account is used as agreed. While something is in dispute you can stop that: your account is then neither used nor erased.",
    on: (since) => `Since ${since} your account has been neither used nor erased.`,
    begin: "Restrict processing",
    beginTitle: "Restrict processing?",
    beginText:
      "Your rooms stay closed, and nobody can knock. Mails to clients wait. Nothing is erased. You can still see your data and take them along, and lift the restriction at any time.",
    end: "Lift the restriction",
    ended: "The restriction is lifted.",
  },

  object: {
    title: "Objection",
    text: "On grounds of your particular situation you can object to processing for legitimate interests (logs for security).",
    button: "Object",
    windowTitle: "Objection",
    windowText: "Write what you object to, and why.",
  },

  other: {
    title: "Another request",
    text: "A question about your data that is not answered here?",
    button: "Write a request",
    windowTitle: "Request about your data",
    windowText: "Write what it is about.",
  },

  ask: {
    label: "Your text",
    hint: "It goes to the operator by e-mail and is kept nowhere else. The answer comes to your address. Please write nothing about clients.",
    missing: "Please write something.",
    tooLong: "That is too long. Write 4000 characters at most.",
    send: "Send",
    done: (date) => `Your request has arrived. You get an answer by ${date}.`,
    unavailable: "On this installation nobody is named who answers requests. Your text is still there.",
    tooMany: "That is enough for today. Please go on tomorrow.",
  },

  leave: {
    title: "Erasure",
    text: (days) =>
      `${days === 1 ? "One day" : `${days} days`} after you ask for it, your account is erased with all that belongs to it. Until then you can change your mind.`,
    held: (reason, until) =>
      `Your account may not be erased at present, probably until ${until}. Reason: ${reason}. If you ask for erasure, it happens after that.`,
    button: "Have the account erased",
    windowTitle: "Have the account erased?",
    windowText: (date) =>
      `On ${date} the account is erased: sign-in, practice, rooms and appointments. Every device is signed out now. If you sign in again before then, the account stays.`,
    mails:
      "Mails to clients that still wait are not sent any more, even if you change your mind. Tell your clients yourself.",
    first: "Download your data first: afterwards nobody can bring them back.",
    confirm: "Ask for erasure",
    ownerTitle: "Hand over the practice first",
    ownerText:
      "Others still work in your practice, and a practice needs an owner. Choose who becomes one too; then you can have your account erased.",
    ownerSure: (name) => `${name} can then do everything in the practice that you can.`,
    makeOwner: "Make owner",
    madeOwner: (name) => `${name} is an owner now.`,
    conflict: "Others still work in your practice. Make somebody an owner first.",
  },

  decisions: {
    title: "Automated decisions",
    text: "There are none. No program decides anything about you that has legal effect, and there is no profiling.",
  },

  complaint: {
    title: "Complaint",
    text: "You can complain to the supervisory authority at any time. Which one that is stands in the",
  },

  requests: {
    title: "Your requests",
    none: "You have made no request.",
    kinds: {
      access: "Access",
      portability: "Portability",
      rectification: "Rectification",
      erasure: "Erasure",
      restriction: "Restriction",
      objection: "Objection",
      withdrawal: "Withdrawal of a consent",
      decision: "Automated decision",
      other: "Request",
    },
    open: (date) => `open, answer by ${date}`,
    extended: (date) => `open, period extended to ${date}`,
    answered: (date) => `answered on ${date}`,
    refused: (date) => `refused on ${date}; you got the reasons by e-mail`,
    from: (date) => `of ${date}`,
  },

  restricted: {
    title: "Processing is restricted",
    text: "Your account is neither used nor erased, because you wanted it so. Your rooms are still there, but closed. You can have it erased once the restriction is lifted.",
  },

  leaving: {
    title: "Your account will be erased",
    text: (date) => `On ${date} it is erased with all that belongs to it. An e-mail confirms this.`,
    back: "If you change your mind, sign in again before then. The account then stays as it was.",
    button: "To sign-in",
  },

  calledOff: {
    title: "Your account stays",
    text: "You have signed in again. That called off the erasure that you had asked for.",
    mails: "Mails to clients that waited then are not sent any more. Plan them anew if you need them.",
    again: 'If you still want the account erased, ask for it again in the account under "My data".',
    button: "Continue",
  },
};
