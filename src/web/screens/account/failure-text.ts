// Words for every way in which something about an account fails.
import type { Failure } from "../../practice/account-session.ts";
import { accountText } from "./account-text.ts";

/** Where one code means something else than usual, such as CREDENTIALS at sign-in. */
export type FailureWords = Partial<Readonly<Record<Failure["code"], string>>>;

const MINUTE = 60;

/** "in 40 seconds", "in 3 minutes": rounded up, so that the next try counts. */
function waiting(seconds: number | null): string {
  const words = accountText();
  if (seconds === null) return words.waitUnknown;
  return seconds < MINUTE ? words.waitSeconds(seconds) : words.waitMinutes(Math.ceil(seconds / MINUTE));
}

/** What happened and what the person can do. */
export function failureText({ code, retryAfter }: Failure, own: FailureWords = {}): string {
  const special = own[code];
  if (special !== undefined) return special;
  // Indexed by every code that there is: a new one without words does not compile.
  const sentence = accountText().failures[code];
  return typeof sentence === "string" ? sentence : sentence(waiting(retryAfter));
}
