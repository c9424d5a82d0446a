// What a new password has to be. The server never sees one, so the rule holds here: long enough, and not among what
// attackers try first. There are no rules of composition (NIST SP 800-63B, 3.1.1.2).

/** Characters, after the form that the derivation uses. */
export const PASSWORD_MIN = 12;

/** Beyond this the estimate would only cost time; such passwords are judged by their beginning. */
const JUDGED_MAX = 128;

/** Guesses as a power of ten. With 600,000 rounds for each, 10 of them are out of reach for all but states. */
const GUESSES_MIN = 10;

/**
 * fine: may be taken. too-short: fewer than `PASSWORD_MIN` characters. common: a known password, or close to one.
 * about-you: little but the own name, practice or address. guessable: words, rows of keys or dates that programs try.
 */
export type PasswordVerdict = "fine" | "too-short" | "common" | "about-you" | "guessable";

interface Match {
  readonly pattern: string;
  readonly dictionaryName?: string | undefined;
}
type Judge = (
  password: string,
  own: string[],
) => { readonly guessesLog10: number; readonly sequence: readonly Match[] };

// The lists weigh several hundred kilobytes: loaded when somebody chooses a password, and then once.
let loading: Promise<Judge> | null = null;

async function loadJudge(): Promise<Judge> {
  const [{ ZxcvbnFactory }, { adjacencyGraphs, dictionary }] = await Promise.all([
    import("@zxcvbn-ts/core"),
    import("@zxcvbn-ts/language-common"),
  ]);
  const factory = new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs });
  return (password, own) => factory.check(password, own);
}

/** Words of the person's own that a password must not lean on. */
function ownWords(about: readonly string[]): string[] {
  return about
    .flatMap((text) => [text, ...text.split(/[^\p{L}\p{N}]+/u)])
    .map((word) => word.toLowerCase())
    .filter((word) => word.length > 2);
}

/**
 * Judges a password that somebody chooses. `about`: address, name and practice of that person. Never rejects: where
 * the lists cannot be loaded, length alone counts.
 */
export async function judgePassword(
  password: string,
  about: readonly string[] = [],
): Promise<PasswordVerdict> {
  const form = password.normalize("NFKC");
  if ([...form].length < PASSWORD_MIN) return "too-short";
  loading ??= loadJudge();
  const judge = await loading.catch(() => {
    loading = null;
    return null;
  });
  if (judge === null) return "fine";
  const { guessesLog10, sequence } = judge(form.slice(0, JUDGED_MAX), ownWords(about));
  if (guessesLog10 >= GUESSES_MIN) return "fine";
  const lists = sequence.map(({ dictionaryName }) => dictionaryName ?? "");
  if (lists.some((name) => name.startsWith("userInputs"))) return "about-you";
  return lists.some((name) => name.startsWith("passwords")) ? "common" : "guessable";
}
