// The file in which rooms leave a browser (docs/protocol.md, "Export file").
import { type Bytes, concat, encode, type RandomSource, randomBytes, u8 } from "./bytes.ts";
import { recoveryKey } from "./recovery-code.ts";
import { openPadded, sealPadded, VAULT } from "./vault-format.ts";

const FILE_VERSION = 1;

const context = (): Bytes => encode(VAULT, "export", u8(FILE_VERSION));

/** Seals an export under a recovery code; its length tells only a power of two. Throws for a mistyped code. */
export async function sealExport(
  code: string,
  plain: Bytes,
  random: RandomSource = randomBytes,
): Promise<Bytes> {
  const key = await recoveryKey(code);
  if (key === null) {
    throw new RangeError("not a recovery code");
  }
  return concat(u8(FILE_VERSION), await sealPadded(key, context(), plain, random));
}

/** Reverse of `sealExport`; null for a wrong code, another version or a changed file. */
export async function openExport(code: string, file: Bytes): Promise<Bytes | null> {
  const key = await recoveryKey(code);
  return key === null || file[0] !== FILE_VERSION ? null : openPadded(key, context(), file.slice(1));
}
