// Present versions of what a therapist agrees to at registration; a change of a text is a change here.

/** Date of the text. */
export const AGREEMENTS = { terms: "2026-11-25", avv: "2026-11-25" } as const;
