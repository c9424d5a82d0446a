import type { Text } from "./de.ts";

export const en: Text = {
  product: "TheraPsy Connect",
  language: { label: "Language", de: "Deutsch", en: "English" },
  privacyNotice: "Privacy notice",
  imprint: "Imprint",
  close: "Close",
  tryAgain: "Try again",
  loadFailed: "A part of this page could not be loaded. Please check your internet connection.",
  phone: (number) => `Phone of the practice: ${number}`,
  phoneHelp: "Something not working? Please call:",

  lobby: {
    title: "Your video consultation",
    facts: {
      encrypted: "Encrypted from device to device. Nobody else can watch or listen.",
      recording: "Nothing is recorded.",
      storage: "The server learns neither your name nor what is said.",
    },
    name: "Your name",
    nameHint: "This is how your therapist sees you. The name goes only to them, encrypted.",
    nameMissing: "Please enter your name, so that your therapist knows who is knocking.",
    nameLong: "This name is too long. Please shorten it.",
    consentMissing: "Please tick the box if you agree. It does not work without.",
    remember: "Remember this device",
    rememberHint:
      "Only on a device of your own: the link, a device key, name and telephone number of the practice, your consent and the times of the last visit and word comparison stay in this browser until you untick this box.",
    address: "Who learns my network address?",
    traces: "What stays in this browser?",
    tracesText: [
      "Without “Remember this device”, this tab keeps the link and your name only until the call is over, twelve hours at most.",
      "The browser's history may keep the whole link. Whoever finds it there can knock, but cannot come in without your therapist.",
      "On a device that others use too, it is better to open the link in a private window.",
    ],
    knock: "Knock",
    knockHint: "Your therapist then sees that you are there and lets you in.",
    joinWithout: (what) =>
      what === "camera"
        ? "You take part without a camera."
        : what === "microphone"
          ? "You take part without a microphone. You can write during the call."
          : "You take part without camera and microphone. You can write during the call.",
  },

  check: {
    title: "Camera and microphone",
    intro: "See yourself briefly and test your microphone. Nothing is sent yet.",
    start: "Check camera and microphone",
    asking: "Your browser now asks whether this page may use camera and microphone. Please choose “Allow”.",
    ownPicture: "Your own picture",
    level: "Loudness of your microphone",
    levelOk: "We can hear you.",
    levelQuiet: "Say something. The bar moves when we hear you.",
    tone: "Test the sound",
    network: "Check the connection too",
    toneHint: "You should hear two soft tones.",
    devices: "Choose devices",
    camera: "Camera",
    microphone: "Microphone",
    speaker: "Loudspeaker",
    noCamera: "Take part without camera",
    noMicrophone: "Take part without microphone",
    useCamera: "Turn camera on",
    useMicrophone: "Turn microphone on",
    pictureOff: "The camera is off.",
    unnamed: (index) => `Device ${index}`,
  },

  device: {
    camera: {
      denied:
        "The browser may not use the camera. Tap the sign at the left of the address bar, allow the camera and try again. You can also take part without a camera.",
      missing: "No camera was found on this device. Connect one, or take part without a camera.",
      "in-use": "Another program is using the camera. Close it and try again, or take part without a camera.",
      failed: "The camera cannot be started. Try again, or take part without a camera.",
      lost: "The camera is gone. As soon as it is connected again, it continues by itself.",
      silenced:
        "Your device is holding the camera: your picture is not being sent. Check whether a phone call is on, or whether the camera is covered or switched off.",
    },
    microphone: {
      denied:
        "The browser may not use the microphone. Tap the sign at the left of the address bar, allow the microphone and try again. You can also take part without a microphone and write.",
      missing:
        "No microphone was found on this device. Connect one, or take part without a microphone and write.",
      "in-use":
        "Another program is using the microphone. Close it and try again, or take part without a microphone.",
      failed: "The microphone cannot be started. Try again, or take part without a microphone.",
      lost: "The microphone is gone. As soon as it is connected again, it continues by itself.",
      silenced:
        "Your device is holding the microphone: nobody hears you. Check whether a phone call is on, or whether a switch on the headset mutes it.",
    },
    standsIn:
      "The microphone that you chose is gone. Another one of your device carries your voice until it is back.",
  },

  consent: {
    labels: {
      self: "I agree that my practice holds consultations with me by video and processes information about my health for this. I can withdraw this at any time.",
      custody:
        "I have custody of the person who takes part and agree that their practice holds consultations with them by video and processes information about their health for this. I can withdraw this at any time.",
    },
    forAnother: "I consent for a person of whom I have custody (in Germany usually if they are under 16)",
    details: "Wording of the consent",
    version: (version) => `Version ${version}`,
    title: "Your consent",
    givenOn: (when) => `You gave your consent on ${when}.`,
    withdrawnOn: (when) => `You withdrew your consent on ${when}.`,
    withdrawn: (isHeard) =>
      isHeard
        ? "You have withdrawn your consent. Your practice has been told in encrypted form."
        : "You have withdrawn your consent. Your practice has not confirmed it yet: please tell it yourself, too.",
    withdraw: "Withdraw consent",
    withdrawHint:
      "Your practice is told in encrypted form, and the connection ends at once. No reasons are needed.",
    withdrawLater:
      "No reasons are needed. Your practice is not connected any more: please tell it yourself, too.",
    receipt: "Save receipt",
    receiptHint: "A text file with the wording, only on your device.",
  },

  waiting: {
    knocking: "We are knocking",
    knockingText: "One moment, the connection to the practice is being set up.",
    title: "One moment more",
    text: "Your therapist knows that you are there and will let you in. You can leave this window open.",
    notThereTitle: "Nobody there yet",
    notThere:
      "Your therapist is not there yet, or the room is not open yet. You can leave this window open. We keep knocking by ourselves.",
    notThereHelp: "Is this the time of your appointment? If not, please ask your practice.",
    soonTitle: "Your therapist will be with you shortly",
    soon: "They have seen your knock and ask for a moment of patience.",
    sentBackTitle: "You are back in the waiting area",
    sentBack:
      "Your therapist has interrupted the call briefly and will let you in again. Nobody sees or hears you now.",
    falseHostTitle: "We keep knocking",
    falseHost:
      "Someone without this link's key answered. Nothing was sent. We keep knocking. If it stays like this, please call your practice.",
    offlineTitle: "No connection to the server",
    offline:
      "The server cannot be reached at the moment. We keep trying by ourselves. Please check that your device is connected to the internet.",
    busyTitle: "No room at the moment",
    busy: "Very many people are knocking at your practice. We try every minute by ourselves. You can wait, or try again at once.",
    occupiedTitle: "A conversation is on in this room",
    occupied:
      "Your knock has arrived. Your therapist sees it and can let you in after the conversation. You can leave this window open. Is it the right time for your appointment?",
    pausedTitle: "Knocking is paused",
    paused:
      "Several attempts did not get through. So that nobody can take advantage of this, it only goes on when you say so.",
    declinedTitle: "Not possible at the moment",
    declined: "Your therapist cannot let you in now. You can knock again soon, or call the practice.",
    knockAgain: "Knock again",
    knockAgainIn: (seconds) => `Knock again (in ${seconds} s)`,
    connectingTitle: "You are being let in",
    connecting: "The devices are connecting. This takes a few seconds.",
    leave: "Leave",
    microphoneOff: "Your microphone is off.",
    logo: "Logo of your practice",
  },

  call: {
    title: "Call",
    peerNameless: { host: "Your therapist", guest: "Client" },
    picture: (name) => `Picture of ${name}`,
    screenOf: (name) => `Screen of ${name}`,
    ownScreen: "Your screen is being shown",
    stopScreen: "Stop showing the screen",
    connecting: "The devices are connecting",
    noWay:
      "This is taking longer than usual. One of the two networks may not let a video call through. It is tried again by itself. If that does not help, use another network, for example mobile data.",
    checking: "The connection is being checked. The picture appears after that.",
    reconnecting: "The connection is interrupted",
    reconnectingText: "It is being restored by itself. You need not do anything.",
    reconnectingLong:
      "It is tried again for up to ten minutes. Meanwhile check whether this device has a network, or change between Wi-Fi and mobile data.",
    away: "Back in a moment",
    awayText: "The other side is reloading the page or has no network for a moment. Your seat stays free.",
    awayLong:
      "Nothing arrives yet. The seat stays free for ten minutes, and it continues by itself. Check whether this device has a network, or make a phone call.",
    cameraOff: "Camera off",
    held: {
      self: "Your connection is weak. Your picture is paused so that the sound stays clear.",
      peer: (name: string) =>
        `The connection of ${name} is weak. The picture is paused so that the sound stays clear.`,
      selfUnclear:
        "The connection between you is weak. Your picture is paused so that the sound stays clear.",
      peerUnclear: (name: string) =>
        `The connection between you is weak. The picture of ${name} is paused so that the sound stays clear.`,
      both: "The connection between you is weak. Both pictures are paused so that the sound stays clear.",
    },
    microphoneOff: "Microphone off",
    soundBlocked: "Your browser has paused the sound.",
    soundOn: "Turn the sound on",
    elapsed: "Duration",
    bar: {
      label: "Controls",
      microphone: "Microphone",
      camera: "Camera",
      screen: "Screen",
      chat: "Chat",
      more: "More",
      hangUp: "Hang up",
      unread: (count) => (count === 1 ? "one new message" : `${count} new messages`),
    },
    own: {
      label: "Your own picture",
      hide: "Hide own picture",
      show: "Show own picture",
      move: "Move own picture to the next corner",
    },
    more: {
      title: "More",
      devices: "Devices",
      view: "View",
      fullscreen: "Full screen",
      fullscreenOff: "Leave full screen",
      details: "Connection and security",
      room: "Call",
    },
    screenFailed: "The screen is not shown. You cancelled, or this browser cannot do it.",
  },

  truth: {
    encrypted: "Encrypted",
    compared: "compared",
    notCompared: "not compared",
    direct: "direct",
    relayed: "relayed",
    hidden: "address hidden",
    open: "Security details",
    title: "Connection and security",
    encryptedText:
      "Picture, sound and chat are encrypted from device to device. The server can neither see nor hear any of it.",
    pathTitle: "Path",
    path: {
      direct: "Directly from device to device.",
      relayed: "Through a relay station, encrypted. It passes everything on but can read nothing.",
      unknown: "The path is still being looked for.",
    },
    qualityTitle: "Quality of the connection",
    qualityHere: "What arrives at your side",
    qualityThere: "What arrives at the other side",
    quality: ["being measured", "hardly usable", "weak", "fair", "good"],
    adviceHere:
      "Move closer to your Wi-Fi or use a cable. Close other programs that use the network. If that is not enough, turn your camera off: sound comes first.",
    adviceThere:
      "The other side's network or your upload is weak. Sound comes first. If it does not get better, turn your camera off for a while.",
    adviceGood: "There is nothing to do.",
    wordsTitle: "Comparing the four words",
    statusCompared: "You have compared the words in this call. Nobody is in between.",
    statusKnown: (date) => `Known device, compared on ${date}. There is no need to compare again.`,
    statusNew: "Not compared yet. With four words you make sure that nobody is in between.",
    showWords: "Look at the four words",
  },

  words: {
    title: "Do the four words match?",
    offer: "Would you like to make sure that nobody is in between?",
    offerText: "First time with this device: comparing four words takes ten seconds.",
    list: "The four words",
    how: {
      host: "Read all four words aloud and have all four read back to you. Then nobody but the two of you knows what is said here.",
      guest:
        "Your therapist reads all four words aloud. Read all four back. Then nobody but the two of you knows what is said here.",
    },
    match: "All four match",
    noMatch: "No match",
    later: "Later",
    asDigits: "Show as digits",
    asWords: "Show as words",
    digits: "Ten digits",
    sure: "Is there really a difference?",
    sureText: "The call then ends at once. After that a new link is needed, best sent in another way.",
    sureYes: "Yes, end it",
    sureNo: "Compare again",
  },

  chat: {
    title: "Chat",
    log: "Messages",
    empty: "No message yet. Everything here disappears when the call is over.",
    label: "Write a message",
    send: "Send",
    you: "You",
    delivered: "delivered",
    pending: "not delivered yet",
    failed: "Not sent: the message is empty or too long, or the connection is interrupted.",
  },

  after: {
    over: { title: "The call is over", text: "The call was neither recorded nor stored." },
    left: { title: "You have left the call", text: "The call was neither recorded nor stored." },
    removed: {
      title: "The call is over",
      text: "Your therapist has ended the call for you. It was neither recorded nor stored.",
    },
    elsewhere: {
      title: "The call continues elsewhere",
      text: "You are taking part in another window with the same link. Nothing is connected here any more.",
    },
    timeout: {
      title: "The connection could not be restored",
      text: "For ten minutes no connection came about. You can knock once more.",
    },
    browser: {
      title: "This page is out of date",
      text: "The server does not accept this page as it is. Please reload it. If that does not help, open the link from your invitation again.",
    },
    withdrawn: "You have withdrawn your consent",
    lobby: "Back to the beginning",
    again: "Go back in",
    here: "Continue here",
    reload: "Reload the page",
    closeHint: "You can close this window now.",
  },

  security: {
    title: "Ended for security",
    codes: {
      E_FPRINT:
        "The connection data of the other side did not fit its key. Somebody may have tried to get in between. That is why the call was cut at once.",
      E_CERT:
        "The other side answered with a different certificate than announced. Somebody may have tried to get in between. That is why the call was cut at once.",
      E_BIND:
        "The check of the connection failed. Somebody may have tried to get in between. That is why the call was cut at once.",
      E_SAS_MISMATCH:
        "The four words did not match. Somebody may be in between. That is why the call was cut at once.",
    },
    guest:
      "This is not your fault. Call your practice and ask for a new link. Do not knock with this link again before you have spoken to each other.",
    host: "Call your client. Renew the room's link and pass the new one on in another way.",
    code: (code) => `Code for support: ${code}`,
  },

  remembered: {
    title: "Your video consultation",
    text: "This device knows these rooms.",
    nameless: "A practice whose name is not known yet",
    usedAt: (date: string) => `Last visited on ${date}`,
    open: "Open room",
    forget: "Forget",
    sure: "The link and everything else about this room will be deleted from this browser. After that you need the link from your practice again.",
    sureYes: "Yes, forget",
    sureNo: "Keep",
    forgotten: "The room is forgotten.",
    other: "Your room is not among them? Open the link that you have from your practice.",
    whyTitle: "Why is the link not in the mail about my appointment?",
    why: "Whoever has the link can knock. That is why you get it only once, and only from your practice itself. The server that reminds you of appointments does not know it.",
  },

  problem: {
    format: {
      title: "This link is not complete",
      text: "A piece was probably lost when it was copied. Open the link directly from the invitation, or copy all of it, down to the last character. If that does not help, ask your practice for a new link.",
    },
    version: {
      title: "This link belongs to another version",
      text: "It is older or newer than this page. Reload the page. If that does not help, ask your practice for a new link.",
    },
    missing: {
      title: "Your link is missing here",
      text: "Open the link that you have from your practice. If you cannot find it any more, ask your practice to send it once more.",
    },
    browser: {
      title: "This browser cannot make secure video calls",
      text: "It lacks what video or encryption needs. Update it, or use another one: the current version of Firefox, Chrome, Edge or Safari.",
    },
    insecure: {
      title: "This page was not opened securely",
      text: "The browser allows camera, microphone and encryption only at a secure address. Open the link with https at the beginning.",
    },
    server: {
      title: "The server does not answer",
      text: "Please check that your device is connected to the internet, and try again. If it stays like this, call your practice.",
    },
    reload: "Reload the page",
  },
};
