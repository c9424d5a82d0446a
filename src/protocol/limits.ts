// Every number of the call protocol that two programs have to agree on (docs/protocol.md, "Constants").
// Times are milliseconds, sizes are bytes, unless the name says otherwise.

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

export const DAY_MS = 24 * HOUR;

// People and text
export const MAX_ADMITTED = 1;
export const KNOCKERS = 16;
export const NAME_MAX = 64;
export const PRACTICE_NAME_MAX = 200;
export const PHONE_MAX = 40;
export const CHAT_MAX = 4_000;
export const SDP_MAX = 14_336;
/** The practice's picture: bytes in all, bytes of a part (one sealed frame each), pixels of its longer side. */
export const LOGO_MAX = 32_000;
export const LOGO_PART = 16_000;
export const LOGO_SIDE = 512;
/** How many guests of a room are sent the picture at once, and how often another one. */
export const LOGO_BURST = 4;
export const LOGO_RATE = 30 * SECOND;
/** How many consents of one leg, and of one device, are kept, and how many that stand of one room. */
export const CONSENTS_OF_LEG = 4;
export const CONSENTS_OF_DEVICE = 4;
export const CONSENTS_OF_ROOM = 100;

// Clock and memory of a page
export const CLOCK_TOLERANCE = 10 * MINUTE;
export const DAY_OVERLAP = 2 * HOUR;
export const TAB_MEMORY = 12 * HOUR;
export const REENTRY = 10 * MINUTE;
/** How long a press on "open now" opens a room; the practice's own, never sent. */
export const OPEN_NOW = 2 * HOUR;

// Handshake
export const K1_SCHEDULE = [0, 2 * SECOND, 5 * SECOND, 10 * SECOND, 20 * SECOND] as const;
export const K1_REPEAT = 30 * SECOND;
export const K1_LIFE = 60 * SECOND;
export const K3_RESEND = [3 * SECOND, 6 * SECOND] as const;
export const H0_GAP = 5 * SECOND;
export const H0_SPREAD = 2 * SECOND;
export const EH_LIFE = 30 * SECOND;
export const NOTICE_AFTER = 10 * SECOND;
export const OPEN_WAIT = 10 * SECOND;
export const ANSWER_BURST = 8;
export const ANSWER_RATE = 1 * SECOND;
export const ANSWER_QUEUE = 16;
export const ANSWER_ROUTE_GAP = 2 * SECOND;
export const ANSWER_ROUTE_10MIN = 6;
export const OPEN_BURST = 5;
export const OPEN_REFILL = 1 * MINUTE;
export const UNOPENED_10MIN = 30;
export const UNOPENED_DAY = 200;
export const UNOPENED_WARN = 10;
/**
 * New answers in a day, opened ones among them: a middleman with the link can also try words by opening each
 * answer and going away. So many tries have a chance of 2000 / 2^32, one in two million.
 */
export const ANSWERS_DAY = 2_000;

// Sealed channel
export const WINDOW = 64;
export const FRAME_SIZES = [1_024, 4_096, 16_384] as const;
export const ENVELOPE_SIZE = 1_024;
export const FRAMES_MAX = 2 ** 32;
export const ACK_DELAY = 200;
export const ACK_RESEND_AGE = 1 * SECOND;
export const RESEND_SCHEDULE = [1 * SECOND, 2 * SECOND, 4 * SECOND, 8 * SECOND] as const;
export const RESEND_REPEAT = 8 * SECOND;

// Media
export const BIND_WAIT = 10 * SECOND;
export const CONNECT_WAIT = 30 * SECOND;
export const ICE_GRACE = 3 * SECOND;
/** Nothing at all has arrived for so long: the path counts as broken. */
export const PATH_SILENCE = 2 * SECOND;
/** No two ICE restarts of a leg within this time, whatever asks for them. */
export const RESTART_GAP = 1 * SECOND;
/** For so long after a restart, or after the relay brought what the data channel should have, frames take every route. */
export const ROUTE_DOUBT = 5 * SECOND;
export const ICE_SCHEDULE = [0, 2 * SECOND, 5 * SECOND, 10 * SECOND, 20 * SECOND] as const;
export const ICE_REPEAT = 20 * SECOND;
export const CANDIDATE_BATCH = 100;

// TURN
/** Credentials in one answer of the API, how often a page fetches them, and how long each is good. */
export const TURN_POOL = 16;
export const TURN_FETCH = 30 * MINUTE;
export const TURN_TTL = 75 * MINUTE;
/** With less time left than this, an ICE restart takes new ones. */
export const TURN_LEFT = 10 * MINUTE;
export const TURN_URLS = 8;
/** Of an address, a username or a credential. */
export const TURN_TEXT_MAX = 200;

// Presence
export const CLAIM_SETTLE = 1 * SECOND;
export const AWAY_AFTER = 5 * SECOND;
export const DENIED_WAIT = 30 * SECOND;
export const DENIED_KEEP = 10 * MINUTE;
export const PARK_AFTER = 10 * SECOND;
export const BUSY_RETRY = 60 * SECOND;
export const RESUME_SCHEDULE = [0, 2 * SECOND, 4 * SECOND] as const;
export const RESUME_WAIT = 6 * SECOND;
/** So long after its silence began, a path that nobody speaks of any more is kept: it may come back by itself. */
export const PATH_KEPT = 14 * SECOND;
/** After an answered `resume` that brought no path: the next one. */
export const RESUME_REPEAT = 5 * SECOND;
export const ALIVE = 20 * SECOND;
export const ALIVE_LOST = 75 * SECOND;
export const KNOCK_LOST = 150 * SECOND;

// Relay
export const TAGS_MAX = 64;
export const MESSAGE_MAX = 32 * 1_024;
export const BODY_MAX_ALL = 1_100;
export const BODY_MAX_ONE = 16_500;
export const PING = 25 * SECOND;
export const SOCKET_WAIT = 10 * SECOND;
export const SOCKET_BACKOFF_FIRST = 500;
export const SOCKET_BACKOFF_MAX = 30 * SECOND;
/** While a call has no path. */
export const SOCKET_BACKOFF_URGENT = 2 * SECOND;
export const RATE_WAIT = 60 * SECOND;
export const RESTART_SPREAD = 5 * SECOND;

/** Minutes that a code is good for which shows that a mailbox is somebody's. */
export const MAILBOX_CODE_MINUTES = 15;
