// English wordings of the consent to consultations by video, and the words of its receipt; see consent-de.ts.
import type { ConsentText } from "./consent-de.ts";

export const consentEn: ConsentText = {
  wordings: {
    "2026-11-25.96d23087d9d12aaf": {
      self: {
        label:
          "I agree that my practice holds consultations with me by video and processes information about my health for this. I can withdraw this at any time.",
        paragraphs: [
          "I consent to my psychotherapist holding consultations with me by video, and to picture, sound, my name and text messages being transmitted in encrypted form between our devices for this purpose. The mere fact that I take part in such consultations can say something about my health; this consent covers that, too (Art. 6(1)(a) and Art. 9(2)(a) GDPR).",
          "My practice is the controller. On its behalf the operator of this service connects the devices. For this it processes network addresses and times, as the privacy notice describes. It cannot watch, listen or read. Nothing is recorded, not by me either.",
          "That and when I consented, to which version and in which language, my name as given here and a random key of this device go to my practice in encrypted form, so that it can prove it. The operator cannot read it.",
          "Taking part is voluntary. I can withdraw my consent at any time and without reasons, on this page or at my practice. What happened until then remains lawful. My treatment does not suffer from it.",
        ],
      },
      custody: {
        label:
          "I have custody of the person who takes part and agree that their practice holds consultations with them by video and processes information about their health for this. I can withdraw this at any time.",
        paragraphs: [
          "I have custody of the person who takes part, and consent on their behalf to their psychotherapist holding consultations with them by video, and to picture, sound, their name and text messages being transmitted in encrypted form between the devices for this purpose. The mere fact that they take part in such consultations can say something about their health; this consent covers that, too (Art. 6(1)(a) and Art. 9(2)(a) GDPR). If several people have custody, all of them agree.",
          "The practice is the controller. On its behalf the operator of this service connects the devices. For this it processes network addresses and times, as the privacy notice describes. It cannot watch, listen or read. Nothing is recorded, not by us either.",
          "That and when I consented, to which version and in which language, the name as given here and a random key of this device go to the practice in encrypted form, so that it can prove it. The operator cannot read it.",
          "Taking part is voluntary. The consent can be withdrawn at any time and without reasons, on this page or at the practice. What happened until then remains lawful. The treatment does not suffer from it.",
        ],
      },
    },
  },
  receipt: {
    file: "consent.txt",
    title: "Consent to consultations by video",
    version: (version) => `Version ${version}`,
    given: (when) => `Given on ${when} by ticking the box.`,
    withdrawn: (when) => `Withdrawn on ${when}.`,
    by: {
      self: "Consent was given by the person who takes part.",
      custody: "Consent was given by a person with custody of the person who takes part.",
    },
    name: (name) => `Name as given: ${name}`,
    note: "This receipt was made in the browser. The server has neither seen nor stored it.",
  },
};
