// Credentials of the TURN servers for those who work here (docs/protocol.md, "TURN credentials").
import * as z from "zod/mini";
import { route, time } from "./api-route.ts";

export const turnApi = {
  pool: route({
    method: "GET",
    path: "/api/turn",
    summary:
      "A batch of TURN credentials, random and good for a while. Asked for on a fixed clock, whether there are calls or not; nothing of it is kept.",
    access: "therapist",
    reply: z.object({
      /** Until when they are good. */
      expiry: time,
      /** None: this instance has no TURN servers for accounts. */
      urls: z.array(z.string()),
      credentials: z.array(z.object({ username: z.string(), credential: z.string() })),
    }),
    errors: ["TOO_MANY_TRIES"],
  }),
} as const;
