// What a guest's page knows of the practice: remembered from an earlier visit, then told while it waits.
import { LOGO_SIDE } from "../../protocol/limits.ts";
import type { LogoBody } from "../../protocol/sealed.ts";
import type { PracticeView } from "./call-view.ts";
import { createPictureInbox, type PictureInbox } from "./picture.ts";

interface PracticeNote {
  readonly name: string;
  readonly phone: string;
}

export interface KnownPractice {
  view(): PracticeView | null;
  /** What may be remembered on this device; the picture is not. */
  note(): PracticeNote | null;
  recall(note: PracticeNote): void;
  told(note: PracticeNote): void;
  /** A new leg may bring a new picture. */
  newLeg(): void;
  /** A part has come; resolves once the picture changed, and not at all for one that cannot be shown. */
  receive(part: LogoBody): Promise<boolean>;
}

export function createKnownPractice(): KnownPractice {
  let note: PracticeNote | null = null;
  let logo: string | null = null;
  let inbox: PictureInbox = createPictureInbox();

  return {
    view: () => (note === null ? null : { ...note, logo }),
    note: () => note,
    recall(remembered) {
      note ??= remembered;
    },
    told(next) {
      note = { name: next.name, phone: next.phone };
    },
    newLeg() {
      inbox = createPictureInbox();
    },
    async receive(part) {
      const picture = inbox.add(part);
      if (picture === null) return false;
      const blob = new Blob([picture.bytes], { type: `image/${picture.type}` });
      try {
        // A header can be right and the rest rubbish or larger than it says; a broken picture is worse than none.
        const bitmap = await createImageBitmap(blob);
        const isSmall = bitmap.width <= LOGO_SIDE && bitmap.height <= LOGO_SIDE;
        bitmap.close();
        if (!isSmall) return false;
      } catch {
        return false;
      }
      if (logo !== null) URL.revokeObjectURL(logo);
      logo = URL.createObjectURL(blob);
      return true;
    },
  };
}
