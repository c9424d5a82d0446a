// English texts; see account-sync-de.ts.
import type { accountSyncDe } from "./account-sync-de.ts";

export const accountSyncEn: typeof accountSyncDe = {
  unsaved: "Not saved yet",
  troubles: {
    offline:
      "The server does not answer. Your latest changes lie encrypted on this device and go out by themselves as soon as it is back.",
    "rolled-back":
      "The server offers an older state of your vault than this device knows. After the call the page asks what shall happen. Until then everything stays on this device.",
    "other-key":
      "Another device has renewed the key of your vault. After the call you have to open it anew here. Until then your changes stay on this device.",
    newer:
      "Another of your devices uses a newer version of this page. Load the page anew, then your changes go out as well.",
    unreadable:
      "What the server gives as your vault does not open with your key. This device goes on with its own state and overwrites nothing.",
    "too-large":
      "Your vault is full. Your latest changes stay on this device until you delete old appointments or long notes.",
    refused:
      "The server takes nothing from this account at the moment. Your latest changes stay encrypted on this device.",
  },
  reload: "Load the page anew",
  asOf: (date, device) => (device === "" ? `As of ${date}` : `As of ${date}, changed on: ${device}`),
  asOfText:
    "This device opens your vault anew and cannot know whether the server gave the latest state. Does the date fit your last change?",
  asOfButton: "It fits",
};
