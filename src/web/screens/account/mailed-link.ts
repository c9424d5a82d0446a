// Links of mails to therapists carry their token in the fragment, so that no log has it.

export type LinkKind = "confirm" | "reset" | "email" | "news" | "news-off" | "invitation";

export interface MailedLink {
  readonly kind: LinkKind;
  readonly token: string;
}

const LINK = /^#(confirm|reset|email|news|news-off|invitation)\.([A-Za-z0-9_-]{43})$/;

export function parseMailedLink(hash: string): MailedLink | null {
  const found = LINK.exec(hash);
  return found === null ? null : { kind: found[1] as LinkKind, token: found[2] ?? "" };
}

/** Reads the link of this page and takes it out of the address at once. */
export function takeMailedLink(): MailedLink | null {
  const link = parseMailedLink(location.hash);
  if (location.hash !== "") history.replaceState(history.state, "", location.pathname + location.search);
  return link;
}
