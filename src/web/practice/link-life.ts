// How long a link leads anywhere.

const DAY = 24 * 3_600_000;

/**
 * A link answers so long after it was made or armed: access of clients to a video service is limited in time, to a
 * month at most (Anlage 31b BMV-Ä; KV Berlin, "Videosprechstunde"). No setting makes it longer.
 */
export const LINK_LIFE = 30 * DAY;

/** An old link answers so long after a new one took its place as a matter of routine. */
export const ROUTINE_LIFE = 14 * DAY;
