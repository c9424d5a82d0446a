import type { AccountSession } from "../../practice/account-session.ts";
import type { Language } from "../../ui/language.ts";
import type { SignInNotice } from "./sign-in.tsx";

/** Screens of somebody who is not signed in. */
export type EntryPlace =
  | { readonly at: "sign-in"; readonly notice?: SignInNotice }
  | { readonly at: "register" }
  | { readonly at: "mail-sent"; readonly what: "confirm" | "reset" }
  | { readonly at: "resend" }
  | { readonly at: "ask-reset" }
  | { readonly at: "suspended" };

export interface EntryProps {
  readonly session: AccountSession;
  /** Typed once, kept from one screen to the next. */
  readonly email: string;
  readonly setEmail: (email: string) => void;
  readonly go: (place: EntryPlace) => void;
  readonly onLanguage: (next: Language) => void;
}
