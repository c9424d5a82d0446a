import fc from "fast-check";
import ICAL from "ical.js";
import { type ParsedMail, simpleParser } from "mailparser";
import { describe, expect, test } from "vitest";
import type { AppointmentMailContent, Language, MailContent, MailKind } from "./mail-kinds.ts";
import type { MailRow } from "./mail-store.ts";
import { compose } from "./message.ts";
import { plainName } from "./plain-name.ts";
import { deadlineOf, messageOf } from "./render.ts";

const HOUR = 3_600_000;
const SEND_AT = Date.UTC(2027, 0, 11, 8);
const ORIGIN = "https://connect.example";
const CLIENT = "client@b.example";
const LINK = `${ORIGIN}/practice#confirm.${"a".repeat(43)}`;

const APPOINTMENT: AppointmentMailContent = {
  practiceName: "Praxis Berger",
  at: Date.UTC(2027, 2, 28, 1, 30),
  timeZone: "Europe/Vienna",
  duration: 50,
};
const CONTENT: MailContent = {
  confirm: { link: LINK },
  "already-registered": { link: LINK },
  reset: { link: LINK },
  "email-new": { link: LINK },
  "email-old": { link: LINK },
  "password-changed": { link: LINK },
  "sign-in-changed": { link: LINK },
  news: { link: LINK, withdrawal: `${ORIGIN}/practice#news-off.${"b".repeat(43)}` },
  invitation: { link: LINK, practiceName: "Praxis Berger" },
  "mailbox-code": { code: "7KQ2M-9XTRB", minutes: 15 },
  "erasure-asked": { link: LINK, erasedAt: Date.UTC(2027, 1, 28, 12), timeZone: "Europe/Vienna" },
  "erasure-called-off": { link: LINK },
  "request-text": {
    id: "r1",
    kind: "objection",
    text: "I do not want that.",
    replyTo: "anna@praxis.example",
    dueAt: Date.UTC(2027, 1, 28, 12),
    timeZone: "Europe/Vienna",
  },
  breach: {
    nature: "A backup was copied.",
    consequences: "Names of practices may be known.",
    measures: "The copy was deleted.",
    noticedAt: SEND_AT,
    timeZone: "Europe/Vienna",
    contact: "Beispiel GmbH",
  },
  "requests-due": {
    open: 2,
    arrived: 1,
    overdue: 1,
    dueAt: Date.UTC(2027, 1, 28, 23) - 1,
    timeZone: "Europe/Vienna",
  },
  appointment: APPOINTMENT,
  reminder: APPOINTMENT,
  cancelled: APPOINTMENT,
};
const KINDS = Object.keys(CONTENT) as MailKind[];
/** What they are about is typed, or done on the server. */
const WITHOUT_LINK: readonly MailKind[] = ["mailbox-code", "request-text", "requests-due", "breach"];
const TO_CLIENTS = ["appointment", "reminder", "cancelled"] as const;

function rowOf(kind: MailKind, language: Language, content: unknown = CONTENT[kind]): MailRow {
  return {
    id: "6f0c9a4e-0000-4000-8000-000000000001",
    user_id: "u1",
    notice_id: "6f0c9a4e-0000-4000-8000-000000000002",
    kind,
    recipient: CLIENT,
    language,
    content: JSON.stringify(content),
    send_at: SEND_AT,
    state: "waiting",
    attempts: 1,
    next_try_at: SEND_AT,
    claimed_until: null,
    reason: null,
    created_at: SEND_AT - HOUR,
    done_at: null,
  };
}

async function mailOf(row: MailRow): Promise<{ readonly mail: ParsedMail; readonly raw: string }> {
  const message = messageOf(row, CLIENT, { from: "no-reply@connect.example", origin: ORIGIN });
  const { content } = await compose(message);
  return { mail: await simpleParser(content), raw: content.toString("utf8") };
}

test("the answer to a request goes to whoever wrote it", async () => {
  const { mail } = await mailOf(rowOf("request-text", "de"));
  expect(mail.replyTo?.value.map(({ address }) => address)).toEqual(["anna@praxis.example"]);
});

function calendarOf(mail: ParsedMail) {
  const [file] = mail.attachments;
  const text = file?.content.toString("utf8") ?? "";
  const calendar = new ICAL.Component(ICAL.parse(text));
  const event = calendar.getFirstSubcomponent("vevent");
  if (event === null) throw new Error("no event");
  return { file, text, calendar, event };
}

describe.each(["de", "en"] as const)("in %s", (language) => {
  test.each(KINDS)("%s is a plain text that parses", async (kind) => {
    const { mail, raw } = await mailOf(rowOf(kind, language));
    expect(mail.subject?.length).toBeGreaterThan(5);
    expect(mail.text).toMatch(language === "de" ? /^Guten Tag,\n\n/ : /^Hello,\n\n/);
    expect(mail.html).toBe(false);
    expect(raw).not.toMatch(/text\/html|<img|<a /i);
    expect(mail.text).not.toContain("!");
    expect(mail.messageId).toBe("<6f0c9a4e-0000-4000-8000-000000000001@connect.example>");
    expect([mail.to].flat().map((to) => to?.text)).toEqual([CLIENT]);
    expect(mail.from?.text).toContain("no-reply@connect.example");
  });

  test("every mail to therapists has its link, and no other address", async () => {
    for (const kind of KINDS) {
      if (kind in { appointment: 0, reminder: 0, cancelled: 0 }) continue;
      const { mail } = await mailOf(rowOf(kind, language));
      expect(mail.text?.match(/https?:\S+/g) ?? [], kind).toEqual(WITHOUT_LINK.includes(kind) ? [] : [LINK]);
    }
  });

  test.each(TO_CLIENTS)(
    "%s has date, time and practice, and nothing that leads into a room",
    async (kind) => {
      const { mail, raw } = await mailOf(rowOf(kind, language));
      const { text: file } = calendarOf(mail);
      expect(mail.text).toContain("Praxis Berger");
      // The hour that is skipped when the clocks change: 01:30 UTC is 03:30 in Vienna.
      expect(mail.text).toMatch(language === "de" ? /28\. März 2027 um 03:30/ : /28 March 2027 at 03:30/);
      for (const text of [raw, mail.text ?? "", mail.subject ?? "", file]) expect(text).not.toContain("#");
      const addresses = mail.text?.match(/https?:\S+/g) ?? [];
      expect(addresses).toEqual(kind === "cancelled" ? [] : [`${ORIGIN}/call`]);
    },
  );
});

test("the withdrawal of news stands where mail programs look for it, and only there", async () => {
  const { mail, raw } = await mailOf(rowOf("news", "de"));
  expect(raw).toMatch(/^List-Unsubscribe:\s+<https:\/\/connect\.example\/practice#news-off\.b{43}>\r$/m);
  expect(mail.text).not.toContain("news-off");
  expect((await mailOf(rowOf("reset", "de"))).raw).not.toContain("List-Unsubscribe");
});

test("two therapists' mails differ in date, time and the practice's name alone", async () => {
  const other: AppointmentMailContent = {
    practiceName: "Praxisgemeinschaft Hauptplatz",
    at: Date.UTC(2027, 5, 1, 14),
    timeZone: "Europe/Vienna",
    duration: 50,
  };
  const blank = (text: string, { practiceName }: AppointmentMailContent) =>
    text
      // RFC 5545, 3.1: long lines are folded, wherever the name makes them long.
      .replaceAll("\r\n ", "")
      .replaceAll(practiceName, "PRACTICE")
      .replace(/\w+, \d+\. \p{L}+ \d{4} um \d\d:\d\d MES?Z/gu, "DATE")
      .replace(/^DT(START|END):\d{8}T\d{6}Z$/gm, "DT$1");
  for (const kind of TO_CLIENTS) {
    const sides = await Promise.all(
      [APPOINTMENT, other].map(async (content) => {
        const { mail } = await mailOf(rowOf(kind, "de", content));
        return [mail.subject ?? "", blank(mail.text ?? "", content), blank(calendarOf(mail).text, content)];
      }),
    );
    expect(sides[0]).toEqual(sides[1]);
    expect(sides[0]?.[1]).toContain("DATE");
  }
});

describe("the calendar file", () => {
  test("is one event that a cancellation replaces", async () => {
    const made = calendarOf((await mailOf(rowOf("appointment", "de"))).mail);
    const again = calendarOf((await mailOf(rowOf("reminder", "de"))).mail);
    const gone = calendarOf((await mailOf(rowOf("cancelled", "de"))).mail);
    expect(made.file?.contentType).toBe("text/calendar");
    expect(made.calendar.getFirstPropertyValue("method")).toBe("PUBLISH");
    expect(gone.calendar.getFirstPropertyValue("method")).toBe("CANCEL");
    expect(again.text).toBe(made.text);
    expect(gone.event.getFirstPropertyValue("uid")).toBe(made.event.getFirstPropertyValue("uid"));
    expect(Number(gone.event.getFirstPropertyValue("sequence"))).toBeGreaterThan(
      Number(made.event.getFirstPropertyValue("sequence")),
    );
    expect(gone.event.getFirstPropertyValue("status")).toBe("CANCELLED");
  });

  test("has the moment, the length, and nobody's name or address but the practice's", async () => {
    const { event, text } = calendarOf((await mailOf(rowOf("appointment", "de"))).mail);
    const moment = (name: string) => new ICAL.Event(event)[name === "dtstart" ? "startDate" : "endDate"];
    expect(moment("dtstart").toJSDate().getTime()).toBe(APPOINTMENT.at);
    expect(moment("dtend").toJSDate().getTime() - APPOINTMENT.at).toBe(50 * 60_000);
    expect(event.getAllProperties("attendee")).toEqual([]);
    expect(event.getFirstPropertyValue("organizer")).toBe("mailto:no-reply@connect.example");
    expect(text).not.toContain(CLIENT);
  });
});

const HOSTILE_NAMES = [
  "Praxis\r\nBcc: victim@evil.example",
  "Praxis\nX-Injected: yes\n\nNeuer Text",
  "A\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nATTENDEE:mailto:victim@evil.example",
  'A";X=1:evil',
  "https://evil.example/call#secret",
  "Praxis \u202Egnp.exe\u200B",
  "=?utf-8?B?QmNjOiB4?=",
];

describe.each(HOSTILE_NAMES)("a practice that calls itself %j", (practiceName) => {
  test("adds no header, no recipient, no event and no link", async () => {
    for (const kind of [...TO_CLIENTS, "invitation"] as const) {
      const row = rowOf(kind, "en", { ...CONTENT[kind], practiceName });
      const { mail, raw } = await mailOf(row);
      const plain = await mailOf(rowOf(kind, "en"));
      expect([...mail.headers.keys()].toSorted()).toEqual([...plain.mail.headers.keys()].toSorted());
      expect(mail.subject).toBe(plain.mail.subject);
      expect(raw).not.toMatch(/^(bcc|x-injected):/im);
      expect(mail.text).not.toMatch(/evil\.example\/call#|https:\/\/evil/);
      expect(mail.text).not.toMatch(/[\u202a-\u202e\u200b]/u);
      if (kind === "invitation") continue;
      const { calendar, event, text } = calendarOf(mail);
      expect(calendar.getAllSubcomponents()).toHaveLength(1);
      expect(event.getAllProperties().map(({ name }) => name)).toEqual(
        calendarOf(plain.mail)
          .event.getAllProperties()
          .map(({ name }) => name),
      );
      expect(text).not.toMatch(/#|^ATTENDEE/m);
    }
  });
});

test("whatever a practice calls itself, its name is one line without a link", () => {
  const any = fc.string({ unit: fc.oneof(fc.constantFrom(..."#/:\r\n\t http\u202e\u0000"), fc.string()) });
  fc.assert(
    fc.property(any, (name) => {
      const plain = plainName(name);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the purpose.
      expect(plain).not.toMatch(/#|\/\/|[\u0000-\u001f\u202a-\u202e]/u);
      expect(plainName(plain)).toBe(plain);
    }),
  );
});

test("a mail is given up when its link is dead or its appointment over", () => {
  expect(deadlineOf(rowOf("reset", "de"))).toBe(SEND_AT + HOUR);
  expect(deadlineOf(rowOf("confirm", "de"))).toBe(SEND_AT + 24 * HOUR);
  expect(deadlineOf(rowOf("invitation", "de"))).toBe(SEND_AT + 72 * HOUR);
  for (const kind of TO_CLIENTS) expect(deadlineOf(rowOf(kind, "de"))).toBe(APPOINTMENT.at);
});
