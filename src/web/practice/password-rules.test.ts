import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { judgePassword, PASSWORD_MIN } from "./password-rules.ts";

const about = ["anna.berger@praxis-berger.example", "Anna Berger", "Praxis am Stadtpark"];

describe("a new password", () => {
  it("has at least twelve characters, counted as people count", async () => {
    expect(await judgePassword("xk7-Qh2.wu9")).toBe("too-short");
    expect(await judgePassword("xk7-Qh2.wu9!")).toBe("fine");
    // One character outside the basic plane is one, and a ligature is the letters that it stands for.
    expect(await judgePassword("🦊xk7-Qh2.wu")).toBe("too-short");
    expect(await judgePassword("ﬃxk7-Qh2.w")).toBe("fine");
  });

  it.each([
    "passwordpassword",
    "123456789012",
    "qwertzuiopasdf",
    "aaaaaaaaaaaaaaaa",
    "iloveyou1234",
    "11.11.1980 123456",
  ])("is not %s", async (password) => {
    expect(["common", "guessable"]).toContain(await judgePassword(password));
  });

  it.each(["annaberger1980", "Praxis Berger", "stadtparkpraxis", "anna.berger@praxis-berger.example"])(
    "does not lean on what is known of the person: %s",
    async (password) => {
      expect(await judgePassword(password, about)).toBe("about-you");
    },
  );

  it("needs no digits, capitals or signs", async () => {
    expect(await judgePassword("tulpe wolke hafen knopf")).toBe("fine");
    expect(await judgePassword("gruenertee und viermal umgeruehrt", about)).toBe("fine");
  });

  it("is judged whatever it is, also when it is very long", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "grapheme" }), async (password) => {
        const verdict = await judgePassword(password, about);
        return [...password.normalize("NFKC")].length < PASSWORD_MIN
          ? verdict === "too-short"
          : verdict !== "too-short";
      }),
    );
    expect(await judgePassword("abc ".repeat(25_000))).not.toBe("too-short");
  });
});
