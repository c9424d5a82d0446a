// Versions of what therapists agree to at registration.
import { createHash } from "node:crypto";
import { AGREEMENTS } from "../../../protocol/agreements.ts";

/** An operator's own terms have no date of ours: their version follows from the text. */
export function agreementVersions(terms: string | null): { readonly terms: string; readonly avv: string } {
  if (terms === null) return AGREEMENTS;
  return { ...AGREEMENTS, terms: createHash("sha256").update(terms).digest("hex").slice(0, 12) };
}
