// What a command of the operator is. Each is declared beside its kin in this folder; cli.ts reads the words.
import type * as z from "zod/mini";
import type { ApiErrorCode } from "../../protocol/api-errors.ts";
import type { Clock } from "../platform/clock.ts";
import type { Config } from "../platform/config.ts";
import type { Database } from "../storage/database.ts";

export type Context = { readonly database: Database; readonly config: Config; readonly clock: Clock };

/** `line` is told to the person: on standard output when it was done or was what they asked for, else on standard error. */
export type Result = { readonly done: boolean; readonly line: string; readonly isAnswer?: true };
export const done = (line: string): Result => ({ done: true, line });
export const refused = (line: string): Result => ({ done: false, line });

export type Command = {
  /** The options as the help shows them, and what the command does. */
  readonly usage: readonly [options: string, text: string];
  /** From the words as they were given to what `run` takes: every option is a text, a flag is true. */
  readonly options: z.ZodMiniType;
  /** What the person is told when `run` throws a Problem with this code. */
  readonly refusals?: Readonly<Partial<Record<ApiErrorCode, string>>>;
  /**
   * May make the database where there is none. The others refuse: an empty one in the wrong folder would say that
   * nothing is kept and nothing is due.
   */
  readonly mayBegin?: true;
  /** Throws a Problem NOT_FOUND where there is no such account. */
  readonly run: (context: Context, options: never) => Promise<Result>;
};

/** Ties the types of options and run together. */
export function command<S extends z.ZodMiniType>(
  parts: Pick<Command, "usage" | "refusals" | "mayBegin"> & {
    readonly options: S;
    readonly run: (context: Context, options: z.infer<S>) => Promise<Result>;
  },
): Command {
  return parts;
}

/** A command that needs no database and no valid settings: it is there to say what is wrong with them. */
export type BareCommand = Pick<Command, "usage" | "options"> & {
  readonly isBare: true;
  readonly run: (options: never) => Promise<Result>;
};

/** Ties the types of options and run together. */
export function bareCommand<S extends z.ZodMiniType>(
  parts: Pick<Command, "usage"> & {
    readonly options: S;
    readonly run: (options: z.infer<S>) => Promise<Result>;
  },
): BareCommand {
  return { ...parts, isBare: true };
}
