// Measuring one's own line against the web server: random bytes down, discarded bytes up (docs/decisions/0051).

/** `GET ?bytes=n` answers with so many bytes; `POST` takes up to PIECE_MAX bytes and answers 204. */
export const LINE_PATH = "/line";
/** Bytes of one piece, at most. */
export const PIECE_MAX = 1_048_576;
/** kbit/s that the agreements on video consultations ask of a line (docs/regulation.md, R19). */
export const LINE_NEEDED = 2_000;
