import type { ApiErrorCode } from "../../protocol/api-errors.ts";

/** A refusal that the person who asked is told of; any other error is INTERNAL and told to nobody. */
export class Problem extends Error {
  readonly code: ApiErrorCode;
  /** Seconds until the same request may succeed. */
  readonly retryAfter: number | null;

  constructor(code: ApiErrorCode, options: { readonly retryAfter?: number; readonly cause?: unknown } = {}) {
    super(code, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "Problem";
    this.code = code;
    this.retryAfter = options.retryAfter ?? null;
  }
}
