// The HTTP edge of what people can do about their own data while signed in.
import { privacyApi } from "../../protocol/api-privacy.ts";
import type { Api } from "../platform/api.ts";
import { type ExportParts, exportArchive, languageOf } from "./export.ts";
import { personDataSchema } from "./person-schema.ts";
import { ask, type RightsParts, restrict, rightsOf } from "./rights.ts";

/** More archives of one account within a day than anybody reads. */
const EXPORTS_PER_DAY = 10;

export type PrivacyRoutesParts = RightsParts &
  ExportParts & {
    /** Counts `what` for today. Throws TOO_MANY_TRIES after `most`. */
    readonly countToday: (what: string, most: number) => Promise<void>;
    /** Throws CREDENTIALS, TOO_MANY_TRIES. */
    readonly provePassword: (userId: string, current: string) => Promise<void>;
    /** Asks for erasure; returns when it will be, Unix ms. Throws CREDENTIALS, TOO_MANY_TRIES, CONFLICT. */
    readonly leave: (request: { readonly userId: string; readonly current: string }) => Promise<number>;
  };

/** The routes of one's own data; hand the result to `registerApi`. */
export function privacyRoutes(parts: PrivacyRoutesParts): (api: Api) => void {
  const schema = personDataSchema();
  return (api) => {
    api.handle(privacyApi.schema, async () => schema);
    api.handle(privacyApi.show, ({ caller }) => rightsOf(parts, caller.userId));
    api.handle(privacyApi.export, async ({ caller: { userId }, body }) => {
      await parts.provePassword(userId, body.current);
      // After the password: with a stolen session alone nobody uses them up.
      await parts.countToday(`export ${userId}`, EXPORTS_PER_DAY);
      const language = (await languageOf(parts.sql, userId)) ?? "de";
      return exportArchive(parts, { by: "account", userId }, language);
    });
    api.handle(privacyApi.leave, async ({ caller: { userId }, body }) => ({
      erasedAt: await parts.leave({ userId, current: body.current }),
    }));
    api.handle(privacyApi.restrict, ({ caller, body }) => restrict(parts, caller.userId, body.restricted));
    api.handle(privacyApi.ask, ({ caller, body }) => ask(parts, caller.userId, body));
  };
}
