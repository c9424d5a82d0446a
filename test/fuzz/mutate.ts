// Inputs made of other inputs: what a parser takes, changed a little, again and again.

export type Input = Uint8Array<ArrayBuffer>;

/** Numbers from 0 up to, not including, `below`. */
export type Dice = (below: number) => number;

/** Longer than anything that a parser is given on a wire. */
const INPUT_MAX = 70_000;
/** Bytes at which lengths, signs and alphabets end. */
const EDGES = [0, 1, 2, 0x7f, 0x80, 0xfe, 0xff, 0x0a, 0x0d, 0x20, 0x22, 0x2c, 0x30, 0x3a, 0x5c] as const;
/** What texts are read wrongly for. */
const WORDS = [
  "\u0000",
  "\u2028",
  "\u202e",
  "\ufeff",
  "\ufb01",
  "e\u0301",
  "\u0130",
  "\ud83d\ude00",
  "__proto__",
  "constructor",
  "-1",
  "1e999",
  "9007199254740993",
  "null",
  "\r\n",
  " ",
] as const;

/** The same numbers for the same seed (mulberry32). */
export function dice(seed: number): Dice {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

export const bytesOf = (text: string): Input => new TextEncoder().encode(text);
export const textOf = (input: Input): string => new TextDecoder().decode(input);

export function pick<T>(roll: Dice, from: readonly T[]): T {
  const chosen = from[roll(from.length)];
  if (chosen === undefined) throw new RangeError("nothing to choose from");
  return chosen;
}

function joined(...parts: readonly Input[]): Input {
  const whole = new Uint8Array(
    Math.min(
      INPUT_MAX,
      parts.reduce((sum, { length }) => sum + length, 0),
    ),
  );
  let at = 0;
  for (const part of parts) {
    const fits = part.subarray(0, whole.length - at);
    whole.set(fits, at);
    at += fits.length;
  }
  return whole;
}

function changedOnce(input: Input, others: readonly Input[], words: readonly string[], roll: Dice): Input {
  const at = roll(input.length + 1);
  const to = Math.min(input.length, at + 1 + roll(roll(4) === 0 ? 400 : 8));
  const [head, span, tail] = [input.slice(0, at), input.slice(at, to), input.slice(to)];
  switch (roll(9)) {
    case 0:
      return joined(
        head,
        span.map((byte) => byte ^ (1 << roll(8))),
        tail,
      );
    case 1:
      return joined(
        head,
        span.map(() => pick(roll, EDGES)),
        tail,
      );
    case 2:
      return roll(2) === 0 ? head : joined(head, tail);
    case 3:
      return joined(
        head,
        bytesOf(pick(roll, [...WORDS, ...words])),
        roll(2) === 0 ? tail : joined(span, tail),
      );
    case 4: {
      const other = pick(roll, others);
      const from = roll(other.length + 1);
      return joined(head, other.slice(from, roll(2) === 0 ? from + roll(64) : undefined), tail);
    }
    case 5: {
      // Regular expressions and nested loops show by repetition what they cost.
      const times = roll(8) === 0 ? 1 + roll(20_000) : 1 + roll(40);
      return joined(head, ...Array.from({ length: times }, () => span).slice(0, INPUT_MAX), tail);
    }
    case 6: {
      // Lengths of two and four bytes, a little off.
      const changed = input.slice();
      const byte = Math.min(at, Math.max(0, changed.length - 1));
      changed[byte] = (changed[byte] ?? 0) + roll(5) - 2;
      return changed;
    }
    case 7:
      return joined(head, tail, span);
    default:
      return joined(head, span, span, tail);
  }
}

/** One to five changes. */
export function mutated(from: readonly Input[], words: readonly string[], roll: Dice): Input {
  let input = pick(roll, from);
  for (let left = 1 + roll(5); left > 0; left -= 1) input = changedOnce(input, from, words, roll);
  return input;
}
