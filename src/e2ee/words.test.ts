import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { randomBytes } from "./bytes.ts";
import { digits, WORDS, wordIndices } from "./words.ts";

/** Lower case, without umlauts: stricter than what a listener tells apart. */
function folded(word: string): string {
  return word.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replace("ß", "s");
}

function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1];
    for (const [j, other] of [...b].entries()) {
      const substitute = (row[j] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min((next[j] ?? 0) + 1, (row[j + 1] ?? 0) + 1, substitute));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

// Nothing that a person in therapy should stumble over while comparing words.
const UNFIT = [
  /waffe|pistole|messer|schwert|gewehr|bombe|granate|dolch|säbel|schere|^nadel|^seil|strick/i,
  /^(kopf|hand|arm|bein|fuß|auge|ohr|mund|nase|zahn|haar|bauch|brust|haut|herz|blut|finger|daumen)$/i,
  /mutter|vater|bruder|schwester|tante|onkel|eltern|kind|baby|braut|witwe|wiege|familie/i,
  /krank|arzt|pille|spritze|fieber|krebs|klinik|wunde|narbe|schmerz|rezept|tablett/i,
  /^tod|sarg|grab|urne|leiche|skelett|friedhof|gespenst|henker|galgen/i,
  /torte|kuchen|zucker|schokolade|bonbon|waage|speck|wein$|^bier|schnaps/i,
];

describe.each([
  ["German", 0],
  ["English", 1],
] as const)("the %s words", (_, language) => {
  const words = WORDS.map((pair) => pair[language]);

  it("are 256, in one spelling each", () => {
    expect(words).toHaveLength(256);
    const shape = language === 0 ? /^[A-ZÄÖÜ][a-zäöüß]{2,10}$/ : /^[a-z]{3,14}$/;
    expect(words.filter((word) => !shape.test(word))).toEqual([]);
  });

  it("differ in their first three letters", () => {
    expect(new Set(words.map((word) => folded(word).slice(0, 3))).size).toBe(256);
  });

  it("are at least two edits apart", () => {
    const close = words.flatMap((word, i) =>
      words.slice(0, i).filter((other) => distance(word.toLowerCase(), other.toLowerCase()) < 2),
    );
    expect(close).toEqual([]);
  });

  it("touch nothing painful", () => {
    expect(words.filter((word) => UNFIT.some((pattern) => pattern.test(word)))).toEqual([]);
  });
});

describe("the code", () => {
  it("is one word a byte", () => {
    expect(wordIndices(Uint8Array.of(0, 255, 1, 128))).toEqual([0, 255, 1, 128]);
    expect(() => wordIndices(randomBytes(3))).toThrow(RangeError);
  });

  it("is ten digits, grouped 4-3-3, on request", () => {
    expect(digits(Uint8Array.of(0, 0, 0, 0))).toBe("0000 000 000");
    expect(digits(Uint8Array.of(255, 255, 255, 255))).toBe("4294 967 295");
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 4, maxLength: 4 }), (sas) => {
        const shown = digits(new Uint8Array(sas));
        expect(shown).toMatch(/^\d{4} \d{3} \d{3}$/);
        const [a = 0, b = 0, c = 0, d = 0] = sas;
        expect(Number(shown.replaceAll(" ", ""))).toBe(a * 2 ** 24 + b * 2 ** 16 + c * 256 + d);
      }),
    );
  });
});
