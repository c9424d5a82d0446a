// A practice's name as it may stand in a mail that our server sends. The name is free text of whoever registered, and
// the reader takes the mail for ours.
import { UNSEEN_RUNS } from "../../protocol/api-route.ts";

/** One line without marks that change its order, and without what mail programs make a link of. */
export const plainName = (name: string): string =>
  name
    .replace(UNSEEN_RUNS, " ")
    .replace(/\/{2,}/g, "/")
    .replaceAll("#", "№")
    // What mail programs take for an address and make a link of.
    .replace(/(?<=[\p{L}\p{N}])\.(?=[\p{L}\p{N}])/gu, ". ")
    .replaceAll("@", " at ")
    .trim();
