// The practice's picture on its way to a guest who waits (docs/protocol.md, "The picture").
import { concat } from "../../e2ee/bytes.ts";
import { LOGO_PART } from "../../protocol/limits.ts";
import { isLogo } from "../../protocol/logo-image.ts";
import type { LogoBody, PracticeLogo } from "../../protocol/sealed.ts";

/** The bodies to send; none for a picture that no guest would show. */
export function pictureParts(logo: PracticeLogo): readonly LogoBody[] {
  if (!isLogo(logo)) return [];
  const parts = Math.ceil(logo.bytes.length / LOGO_PART);
  return Array.from({ length: parts }, (_, part) => ({
    type: "logo",
    part,
    parts,
    format: logo.type,
    bytes: logo.bytes.slice(part * LOGO_PART, (part + 1) * LOGO_PART),
  }));
}

export interface PictureInbox {
  /** The picture, once its last part is there and it is one; otherwise null. */
  add(part: LogoBody): PracticeLogo | null;
}

/** Takes the parts in their order, one picture in all: a second one on the same leg is passed over. */
export function createPictureInbox(): PictureInbox {
  let kept: LogoBody[] = [];
  let isClosed = false;
  return {
    add(part) {
      if (isClosed) return null;
      const [first = part] = kept;
      const isNext = part.part === kept.length && part.parts === first.parts && part.format === first.format;
      if (!isNext) {
        isClosed = true;
        kept = [];
        return null;
      }
      kept.push(part);
      if (kept.length < part.parts) return null;
      const logo: PracticeLogo = {
        type: part.format,
        bytes: concat(...kept.map((one) => one.bytes)),
      };
      isClosed = true;
      kept = [];
      return isLogo(logo) ? logo : null;
    },
  };
}
