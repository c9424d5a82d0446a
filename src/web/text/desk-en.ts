import { calendarEn } from "./calendar-en.ts";
import type { DeskText } from "./desk-de.ts";
import { faceEn } from "./face-en.ts";
import { hidingEn } from "./hiding-en.ts";

export const deskEn: DeskText = {
  face: faceEn,
  hiding: hidingEn,
  calendar: calendarEn,
  title: "Practice",
  nav: {
    label: "Sections",
    today: "Today",
    rooms: "Rooms",
    calendar: "Calendar",
    settings: "Practice",
    help: "Help",
  },
  storageFailed: {
    title: "This browser stores nothing",
    text: "Your rooms need a place in this browser. Open the page in an ordinary window, not a private one, and allow storage for this address.",
  },
  relay: {
    lost: "No connection to the server. We keep trying by ourselves. Nobody can knock at the moment.",
    refused: "The server does not accept this page. Please reload it.",
  },
  today: {
    title: "Today",
    waitingTitle: "Who is waiting",
    nobody: "Nobody is knocking at the moment.",
    openTitle: "Open rooms",
    closedTitle: "Closed rooms",
    plannedTitle: "Appointments today",
    noneNext: "There is no further appointment today.",
    nextOn: (date, time) => `next appointment on ${date} at ${time}`,
    opensAt: (time) => `room opens at ${time}`,
    openNow: "room is open",
    running: "is on",
    isOver: "is over",
    runningOver: (minutes) =>
      minutes < 1
        ? "time is up"
        : minutes === 1
          ? "running over for 1 minute"
          : `running over for ${minutes} minutes`,
    oldLink: "came by the earlier link",
    create: "Create appointment",
    open: "Open now",
    openLong: "Clients can knock for two hours.",
    close: "Close",
    openUntil: (time) => `open until ${time}`,
    closed: "closed",
    since: (minutes) =>
      minutes < 1
        ? "waiting since just now"
        : minutes === 1
          ? "waiting for a minute"
          : `waiting for ${minutes} minutes`,
    room: (label) => `Room ${label}`,
    newDevice: "new device, not compared yet",
    knownDevice: "known device",
    told: "knows that you will be there shortly",
    declined: "declined",
    admit: "Let in",
    soon: "I will be with you shortly",
    decline: "Decline",
    elsewhere:
      "This room is answered by another of your devices or windows. If a call is on there, it stays there.",
    takeOver: "Continue here",
    misuse:
      "There were many knocks in this room without anybody arriving. The link may have fallen into the wrong hands.",
    renew: "Renew link",
    check: "Check camera and microphone",
    invite: "Invite",
    noRooms: "No room yet",
    noRoomsText:
      "Create a room for each client. The room has a link that you pass on. Whoever opens it knocks at your door.",
    alarmTitle: "A call was ended for security",
    dismiss: "Understood",
    knockTitle: (count) => (count === 1 ? "Somebody is waiting" : `${count} are waiting`),
  },
  rooms: {
    title: "Rooms",
    label: "Label of the room",
    labelHint: "Only you see it. Initials are better than a name.",
    labelMissing: "Please give the room a label.",
    create: "Create room",
    save: "Save",
    cancel: "Cancel",
    rename: "Edit",
    share: "Pass on the link",
    renew: "Renew link",
    renewAsk: (label) => `Renew the link of “${label}”?`,
    renewText:
      "The room gets a new link, which you pass on. The four words will be offered again at the next call. Why do you renew it?",
    renewRoutine: "As a matter of routine",
    renewRoutineText: "The present link leads into this room for another 14 days.",
    renewLeaked: "It fell into the wrong hands",
    renewLeakedText: "All links so far are void at once. Whoever waits with one is sent away.",
    kind: "Whom is the room for?",
    kinds: { single: "Individual", couple: "Couple", group: "Group" },
    kindLater:
      "Calls with more than two devices come later. Until then one device at a time is let in from this room.",
    validUntil: (date) => `link valid until ${date}`,
    validShort: (date) => `The link is valid only until ${date}.`,
    expired: (date) => `The link has been void since ${date}. Whoever opens it does not get through.`,
    expiresBefore: (date) => `The next appointment, on ${date}, is after that.`,
    arm: "Renew for 30 days",
    armWhy: "For legal reasons a link is valid for 30 days at most without being renewed.",
    oldUntil: (date) => `the earlier link leads here until ${date}`,
    consent: "Consent",
    end: "End room",
    endAsk: (label) => `End the room “${label}”?`,
    endText:
      "The room, its links, its appointments and the proofs of consent are deleted. This cannot be undone. Save the proofs before if you have to keep them.",
    created: (date) => `created on ${date}`,
    compared: (count) =>
      count === 0
        ? "no device compared yet"
        : count === 1
          ? "one device compared"
          : `${count} devices compared`,
    localNote:
      "For now rooms lie only in this browser. Safari deletes them if you do not open the page for seven days. Save them in a file.",
    localNoteNever: "You have never saved your rooms.",
    backup: "Save rooms",
  },
  consent: {
    title: (label) => `Consent in the room “${label}”`,
    intro:
      "Before each call the client agrees to consultations by video. The consent of those whom you let in stands here, sealed with your rooms. The server cannot read it.",
    none: "no consent yet",
    noneYet: "Nobody has given consent in this room yet.",
    since: (date) => `consent since ${date}`,
    paperSince: (date) => `consent on paper since ${date}`,
    given: (when) => `given on ${when}`,
    withdrawn: (when) => `withdrawn on ${when}`,
    withdrawnBy: (name, when) =>
      `${name} withdrew the consent on ${when}. Without a new one there is no call by video.`,
    custody: "by a person with custody",
    version: (version, language) => `version ${version}, ${language}`,
    paper: "On paper since",
    paperHint: "If you have a signed consent. An empty field takes the note away.",
    savePaper: "Save note",
    saved: "Saved.",
    failed: "That did not work. Try again.",
    export: "Save proofs as a file",
    file: "consents.txt",
  },
  share: {
    title: (label) => `Invitation for “${label}”`,
    intro: "Whoever has this link can knock. Only those whom you let in come in.",
    link: "Link",
    copy: "Copy link",
    copied: "The link is copied.",
    copyFailed: "Copying did not work. Select the link and copy it by hand.",
    qr: "QR code with the link",
    mail: "Write an e-mail",
    mailHint:
      "Opens your own mail program; the server learns nothing of it. But an e-mail can be read by the mail providers of both sides and by everybody who has access to the mailbox. The QR code or the sheet, given in person, are safer.",
    mailSubject: "Your link",
    mailBody: (link) =>
      `Hello,\n\nthis link takes you to our conversation:\n\n${link}\n\nOpen it at the agreed time in a current browser. You need no account and no program.\n`,
    print: "Print a sheet",
    sheet: {
      title: "Your video consultation",
      steps: [
        "At the agreed time, open the link, or point the camera of your phone at the pattern.",
        "Write your name, check camera and microphone, and knock.",
        "Wait until you are let in. You need no account and no program.",
      ],
      keep: "Keep this sheet where only you can see it.",
      phone: (phone) => `If something does not work: ${phone}`,
    },
  },
  settings: {
    title: "Practice",
    name: "Name of the practice",
    nameHint: "Clients see it while waiting and in the call. It goes encrypted from device to device.",
    phone: "Phone of the practice",
    phoneHint: "Shown to clients when something does not work.",
    tooLong: "This is too long.",
    save: "Save",
    saved: "Saved.",
    backupTitle: "Save and restore rooms",
    backupText:
      "For now your rooms lie only in this browser, on this device. Safari deletes them if you do not open the page for seven days. With a saved file you restore them, or take them to another device.",
    backupInAccount:
      "Your rooms and appointments lie encrypted in your account. A saved file does not depend on it: with it you restore them even if the account or the server is gone.",
    export: "Save rooms in a file",
    exportTitle: "Your recovery code",
    exportText:
      "The file can only be opened with this code. Write it down and keep it apart from the file. It is stored nowhere and shown only now.",
    exportSave: "Save file",
    exportFile: "therapsy-connect-rooms.bin",
    exportNoted: "I have written the code down.",
    import: "Restore rooms from a file",
    importFile: "Saved file",
    importCode: "Recovery code",
    importGo: "Restore rooms",
    importWrong: "Code and file do not belong together, or the file is damaged. Nothing was changed.",
    importTypo: "There is a typing error in this code. Compare it character by character.",
    importNoFile: "Please choose the file first.",
    importDone: (count) =>
      count === 0
        ? "All rooms of the file were here already."
        : count === 1
          ? "One room was added."
          : `${count} rooms were added.`,
    savedAt: (date) => `Last saved on ${date}.`,
    neverSaved: "Never saved yet.",
    persisted: "The browser has promised to keep the rooms.",
    notPersisted: "The browser may delete the rooms when space runs short.",
  },
  help: {
    title: "Help",
    items: [
      {
        question: "How does a client come to me?",
        answer:
          "You create a room and pass its link on. Create an appointment for it in the calendar: the room then opens by itself ten minutes before. Without an appointment you open it under “Today”. The client opens the link and knocks, and you let them in.",
      },
      {
        question: "What are the four words for?",
        answer:
          "Both sides see the same four words if nobody is in between. Read all four aloud and have them read back. Once per device is enough.",
      },
      {
        question: "What does the server see?",
        answer:
          "It connects two devices and sees that and when two network addresses wanted to reach each other. It does not see names, picture, sound, chat or the labels of your rooms. Nothing is recorded.",
      },
      {
        question: "How long is a link valid?",
        answer:
          "30 days at most, because the law limits the access of clients to a month. The server does not know your rooms; therefore this page keeps the limit and answers no knock after it. One press renews the link for another 30 days.",
      },
      {
        question: "How do I prove the consent?",
        answer:
          "Under “Rooms” each room says who agreed to which wording and when, or withdrew. You can save it as a file and note a consent on paper. The proof is deleted with the room.",
      },
      {
        question: "The connection is bad. What can I do?",
        answer:
          "Press the line with the lock at the top of the call. It says whose network is weak and what helps. Agree beforehand how you go on when nothing works any more, for instance by phone.",
      },
      {
        question: "What happens if I close this page?",
        answer:
          "Nobody can knock then, not even in open rooms. A running call ends. After a reload both come back to their seats.",
      },
    ],
    safe: {
      question: "Are my rooms safe?",
      inBrowser:
        "They lie only in this browser, sealed. Whoever resets the browser or loses the device loses them. Therefore: save them in a file under “Practice”.",
      inAccount:
        "They lie encrypted in your account. The server cannot read them, and without password, passkey or recovery code neither can anybody else. Keep the code in a good place.",
    },
  },
  call: {
    elapsed: (minutes) => `${minutes} min`,
    elapsedOver: (minutes, over) => `${minutes} min, ${over} over time`,
    elapsedLabel: "Duration of the call",
    waiting: (count) => (count === 1 ? "1 waiting" : `${count} waiting`),
    nextAppointment: (time) => `Next appointment ${time}`,
    waitingTitle: "In the waiting area",
    sendBack: "Back to the waiting area",
    endForAll: "End for all",
    admitInstead: "End the call and let in",
  },
};
