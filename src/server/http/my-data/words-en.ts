// The words of the page for people without an account, in English.
import type { MyDataWords } from "./words-de.ts";

export const EN: MyDataWords = {
  title: "My data",
  intro: [
    "Here you see what this server keeps about you. You can take it along, have it corrected, and have it erased.",
    "You need no account and no identity card for that. Write nothing about your treatment here.",
  ],
  account: "You have an account? Sign in, and you see everything there:",
  accountLink: "To the sign-in",
  mailbox: {
    title: "By my e-mail address",
    text: "We send you a code and then show you everything that is kept with this address: mails about an appointment, an invitation, a request. The code comes also when nothing is kept.",
    label: "E-mail address",
    button: "Send the code",
    none: "This server has no accounts and sends no mails. No e-mail address can be kept here.",
  },
  network: {
    title: "By my network address",
    text: "Shows what the server knows at this moment about the network address from which you open this page.",
    link: "Look at the network address",
  },
  room: {
    title: "By the link of my room",
    text: [
      "Nothing about your room is kept here. The secret part of your link never reaches this server. While you are connected it knows, in memory, a random tag that is another one each day; afterwards nothing. So we cannot look anything up by a link, and you need not show it to us.",
      "Your practice keeps rooms, appointments and consents: encrypted, so that only the practice itself can read them. It is responsible for everything about your treatment. Please ask there.",
      "What your own browser has remembered you erase on the page that your link opens, or in the settings of the browser.",
    ],
  },
  other: {
    title: "Another request",
    text: "We answer to the address that you give, within a month (Art. 12 GDPR). The address is erased with the answer. We ask for details there.",
    label: "What is it about?",
    button: "Continue",
    letter: "You can also write to us, and you can complain to the supervisory authority:",
    imprint: "Address in the imprint",
    privacy: "Authority in the privacy notice",
  },
  kinds: {
    access: "Access: what is kept about me? (Art. 15)",
    portability: "My data to take along (Art. 20)",
    rectification: "Correct something (Art. 16)",
    erasure: "Erase something (Art. 17)",
    restriction: "No longer use it, but do not erase it (Art. 18)",
    objection: "Object to the processing (Art. 21)",
    withdrawal: "Withdraw a consent (Art. 7)",
    decision: "About an automated decision (Art. 22)",
    other: "Something else",
  },
  code: {
    title: "Please look into your mailbox",
    text: (address, minutes) =>
      `If the mailbox ${address} accepts mail, a code is on its way there. It is valid for ${minutes} minutes. Look into the spam folder too, and leave this page open.`,
    label: "Code from the mail",
    hint: "Ten characters. Large or small, with or without the hyphen.",
    button: "Continue",
    again: "Send a new code",
    wrong:
      "This code is wrong or too old, or a wrong one was tried too often. Please compare it with the mail, or have a new one sent.",
  },
  badAddress: "This is not a complete e-mail address. Please look again.",
  badKind: "Please choose what it is about.",
  tooMany: {
    title: "Please try again later",
    text: (minutes) =>
      `From here or for this address there were very many requests just now. Please try again in ${minutes === 1 ? "one minute" : `${minutes} minutes`}.`,
  },
  data: {
    title: (address) => `Kept about ${address}`,
    nothingTitle: "Nothing is kept about you",
    nothing: (address) => `We found nothing about ${address}.`,
    until: (time) => `Your code is valid until ${time}. Until then you can do something on this page.`,
    searchedTitle: "Where we have searched",
    notSearched: [
      "What practices keep about their rooms and appointments is encrypted. We cannot search in it; please ask your practice.",
      "The logs hold no e-mail addresses.",
      "We do not search backups; what is erased disappears there too, with the end of their period, which stands in the privacy notice.",
      "Because of this query a keyed hash of your address lies here until the code ends, and a counter against misuse for up to a day. That somebody asked we note without your address. Of the mail with the code a line without the address remains.",
    ],
    account:
      "There is an account with this address. You find access, correction and erasure of the account after signing in.",
    purpose: "What for",
    grounds: "Legal ground",
    recipients: "Who gets it",
    period: "How long",
    row: (number) => `Entry ${number}`,
    yes: "yes",
    no: "no",
    none: "–",
    fileTitle: "Take along",
    fileText: "Everything on this page as a file (JSON) that other programs can read.",
    fileButton: "Download the file",
    fileName: "my-data.json",
    eraseTitle: "Erase",
    eraseText:
      "Erases your address at once from invitations and from mails about appointments. What has not been sent yet is not sent any more, reminders included. The practice sees that the mail was withdrawn. The appointment itself stays: please cancel it at the practice.",
    eraseButton: "Erase now",
    source: "Where the address comes from",
    erasedAll: "Erased.",
    erased: "Erased. What is still kept stands here.",
    askTitle: "Ask for something else",
    askText: "Goes to the operator, with your address for the answer. You have it within a month.",
    askButton: "Send",
  },
  asked: {
    title: "Your request has arrived",
    text: (date, address) =>
      `You get the answer on ${date} at the latest, to ${address}. Until then the address is kept; it is erased with the answer.`,
    what: "You chose:",
  },
  presence: {
    title: "My network address",
    intro: "From this address you open the page just now. Several people often share one.",
    address: "Network address",
    relay: "Relay",
    sockets: (count) =>
      count === 0
        ? "At this moment there is no open connection from this address."
        : count === 1
          ? "At this moment there is one open connection from this address. It can be of any device with this address."
          : `At this moment there are ${count} open connections from this address. They can be of any device with this address.`,
    relayDaily:
      "Connections are counted under a key that is new each day: one that has been open since yesterday we no longer find by your address.",
    noRelay: "No relay runs in this program. It runs elsewhere; where, stands in the privacy notice.",
    counters: "Counters against overload and guessing",
    counted: "Your requests are being counted just now, without keeping the address.",
    notCounted: "No counter against guessing of passwords runs for this address just now.",
    noAccounts: "There are no accounts here, so there is no counter against guessing of passwords either.",
    accessLog: "Access log",
    securityLog: "Log of repelled attacks",
    lines: (atMost, network) => `At most ${atMost} lines come from the network ${network}.`,
    busy: "It is being counted for others just now. Please load the page again in a minute.",
    whyTitle: "Why we show no single lines",
    why: "The logs know addresses only shortened: IPv4 without its last number, IPv6 only the first 48 bits. Many people come from the same network. Which lines are yours we do not know and cannot find out. So we can neither show nor delete single lines (Art. 11 GDPR). The number is rounded, so that nobody can read from it how often others in the same household were here (Art. 15(4) GDPR).",
    object: 'You can object (Art. 21 GDPR): by the form on the page "My data".',
  },
  back: 'Back to "My data"',
  values: {
    "state.waiting": "waiting",
    "state.sent": "sent",
    "state.failed": "not delivered",
    "state.cancelled": "withdrawn",
    "state.open": "open",
    "kind.appointment": "mail about an appointment",
    "kind.reminder": "reminder of an appointment",
    "kind.cancelled": "cancellation of an appointment",
    "kind.invitation": "invitation to a practice",
    "language.de": "German",
    "language.en": "English",
    "identity.mailbox": "by a code sent to the mailbox",
    "channel.page": 'on the page "My data"',
  },
};
