// The closed list of codes (docs/protocol.md, "Error codes"). Wording belongs to the screens.

/** Fatal for one leg: the call with this peer ends at once and the screen says so in red. */
const FATAL_CODES = ["E_FPRINT", "E_CERT", "E_BIND", "E_SAS_MISMATCH"] as const;

/** One handshake failed; it is dropped and counted, and no other handshake suffers. */
const HANDSHAKE_CODES = ["E_HOST_KEY", "E_SIG", "E_COMMIT", "E_DOWNGRADE", "E_SELF"] as const;

/** Something to count or to explain, never the end of a call. */
const SOFT_CODES = [
  "E_DECRYPT",
  "E_REPLAY",
  "E_PROTO",
  "E_TIMEOUT",
  "E_LINK_FORMAT",
  "E_LINK_VERSION",
  "E_NO_RELAY",
  "E_BROWSER",
] as const;

export type FatalCode = (typeof FATAL_CODES)[number];
export type HandshakeCode = (typeof HANDSHAKE_CODES)[number];
export type SoftCode = (typeof SOFT_CODES)[number];
export type ErrorCode = FatalCode | HandshakeCode | SoftCode;

/** The one error class of the call: a closed code, the cause kept, never content in the message. */
export class CallError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, cause?: unknown) {
    super(code, cause === undefined ? undefined : { cause });
    this.name = "CallError";
    this.code = code;
  }
}
