// Every mail that the server sends, and what its text is filled with. Mails to therapists carry links of their own;
// mails to clients carry none.
import type { Tables } from "../storage/tables.ts";

export type Language = Tables["mail"]["language"];

/** The words of one mail. */
export type MailText<C> = {
  readonly subject: string;
  /** Paragraphs. */
  readonly lines: (content: C) => readonly string[];
  readonly headers?: (content: C) => Readonly<Record<string, string>>;
};

/** About rights and duties of data protection. */
export type PrivacyMailContent = {
  /** To whoever asks what is kept about a mailbox. */
  readonly "mailbox-code": { readonly code: string; readonly minutes: number };
  /** To who asked for the erasure of their account. `erasedAt`: Unix ms. */
  readonly "erasure-asked": { readonly link: string; readonly erasedAt: number; readonly timeZone: string };
  readonly "erasure-called-off": { readonly link: string };
  /** To the operator: what a person wrote about their rights, which is kept nowhere else. */
  readonly "request-text": {
    readonly id: string;
    readonly kind: "objection" | "rectification" | "other";
    readonly text: string;
    /** Whom the operator answers. */
    readonly replyTo: string;
    readonly dueAt: number;
    readonly timeZone: string;
  };
  /** To a practice that a breach concerns, in the operator's words. */
  readonly breach: {
    readonly nature: string;
    readonly consequences: string;
    readonly measures: string;
    /** Unix ms. */
    readonly noticedAt: number;
    readonly timeZone: string;
    /** Lines. */
    readonly contact: string;
  };
  /** To operators. `arrived`: since the last mail; `dueAt`: of the most urgent one, Unix ms. */
  readonly "requests-due": {
    readonly open: number;
    readonly arrived: number;
    readonly overdue: number;
    readonly dueAt: number;
    readonly timeZone: string;
  };
};

/** To people with an account, or who are about to get one. */
export type AccountMailContent = PrivacyMailContent & {
  readonly confirm: { readonly link: string };
  readonly "already-registered": { readonly link: string };
  readonly reset: { readonly link: string };
  readonly "email-new": { readonly link: string };
  /** To the old address: a change was asked for. */
  readonly "email-old": { readonly link: string };
  readonly "password-changed": { readonly link: string };
  /** A passkey was added, or the second factor switched off. */
  readonly "sign-in-changed": { readonly link: string };
  /** `withdrawal`: the link that ends the wish for news. */
  readonly news: { readonly link: string; readonly withdrawal?: string };
  readonly invitation: { readonly link: string; readonly practiceName: string };
};

/** To a client, about one appointment. */
export type AppointmentMailContent = {
  readonly practiceName: string;
  /** Unix ms. */
  readonly at: number;
  readonly timeZone: string;
  /** Minutes. */
  readonly duration: number;
};

export type MailContent = AccountMailContent & {
  readonly appointment: AppointmentMailContent;
  readonly reminder: AppointmentMailContent;
  readonly cancelled: AppointmentMailContent;
};

export type MailKind = keyof MailContent;
export type AppointmentMailKind = "appointment" | "reminder" | "cancelled";

export const isAppointmentMail = (kind: MailKind): kind is AppointmentMailKind =>
  kind === "appointment" || kind === "reminder" || kind === "cancelled";

/** A mail that is to be sent. */
export type OutgoingMail = {
  readonly [K in MailKind]: {
    readonly kind: K;
    /** Whose account it belongs to; null: none yet. */
    readonly userId: string | null;
    readonly recipient: string;
    readonly language: Language;
    readonly content: MailContent[K];
    /** Unix ms; at once unless given. */
    readonly sendAt?: number;
    readonly noticeId?: string;
  };
}[MailKind];
