// A refusal is a closed code, never another exception.
import { CallError } from "../../../src/protocol/errors.ts";
import { promise } from "../target.ts";

/** The value, or null if it was refused with one of the codes. */
export function refusedWith<T>(codes: readonly string[], read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof CallError)) throw error;
    promise(codes.includes(error.code), `refused with ${error.code}`);
    return null;
  }
}
