/** What people can ask about their data (Art. 7, 15 to 18, 20 to 22 GDPR). */
export const REQUEST_KINDS = [
  "access",
  "portability",
  "rectification",
  "erasure",
  "restriction",
  "objection",
  "withdrawal",
  "decision",
  "other",
] as const;

export type RequestKind = (typeof REQUEST_KINDS)[number];
