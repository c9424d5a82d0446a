import type { FaceText } from "./face-de.ts";

export const faceEn: FaceText = {
  title: "How clients see your practice",
  intro:
    "Name, logo and telephone number from this page go encrypted to the person who is waiting. The server passes them on and cannot read them.",
  preview: "Preview",
  empty: "No name and no logo yet",
  logo: "Logo of your practice",
  choose: "Choose a logo",
  change: "Choose another logo",
  remove: "Remove logo",
  hint: "PNG, JPEG or SVG, up to 5 MB. The picture is made smaller in this browser; the file itself is not sent anywhere.",
  working: "The picture is being made smaller.",
  done: "The logo is saved.",
  removed: "The logo is removed.",
  failed: "The logo could not be saved. Please try again.",
  refused: {
    "no-image": "This file is not a PNG, JPEG or SVG. Save your logo in one of these formats.",
    "too-large":
      "This picture is too large. Take a file below 5 MB with at most 40 million pixels and few fine patterns.",
    animated: "This picture moves. It should be calm for those who wait: choose one that stands still.",
    broken: "This picture cannot be drawn. The file is damaged, or there is nothing on it.",
  },
};
