// A therapist lets the server mail a client about an appointment in three days, with a reminder.
import { mailApi } from "../../src/protocol/api-practice.ts";
import { DAY_MS } from "../../src/protocol/limits.ts";
import type { Answer, Caller } from "./accounts-server.ts";

export const announceTo = (therapist: Caller, email: string): Promise<Answer> =>
  therapist.call(mailApi.send, {
    body: {
      email,
      language: "de",
      at: Date.now() + 3 * DAY_MS,
      timeZone: "Europe/Vienna",
      duration: 50,
      remindAt: Date.now() + 2 * DAY_MS,
      clientAgreed: true,
    },
  });
