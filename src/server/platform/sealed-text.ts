// Texts that rest in the database and that its reader alone must not be able to use: sealed under a key that follows
// from the instance's secret, which lies elsewhere. AES-256-GCM (NIST SP 800-38D), a random nonce for each text.
import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

const NONCE = 12;
const TAG = 16;

export type TextSeal = {
  /** `place` names where the text belongs: elsewhere it does not open. Base64url. */
  readonly seal: (text: string, place: string) => string;
  /** Throws for what was not sealed for this place under this key. */
  readonly open: (sealed: string, place: string) => string;
};

/** `key`: 32 bytes, base64url. */
export function createTextSeal(key: string): TextSeal {
  const bytes = Buffer.from(key, "base64url");
  return {
    seal(text, place) {
      const nonce = randomBytes(NONCE);
      const cipher = createCipheriv("aes-256-gcm", bytes, nonce).setAAD(Buffer.from(place));
      const sealed = [cipher.update(text, "utf8"), cipher.final()];
      return Buffer.concat([nonce, ...sealed, cipher.getAuthTag()]).toString("base64url");
    },
    open(sealed, place) {
      const all = Buffer.from(sealed, "base64url");
      if (all.length < NONCE + TAG) throw new RangeError("too short for a sealed text");
      const decipher = createDecipheriv("aes-256-gcm", bytes, all.subarray(0, NONCE), { authTagLength: TAG })
        .setAAD(Buffer.from(place))
        .setAuthTag(all.subarray(-TAG));
      return Buffer.concat([decipher.update(all.subarray(NONCE, -TAG)), decipher.final()]).toString("utf8");
    },
  };
}
