// What a person needs to recognise one of their devices: family of browser and system, nothing finer.
const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/\bEdgA?\//, "Edge"],
  [/\bOPR\//, "Opera"],
  [/\b(Firefox|FxiOS)\//, "Firefox"],
  [/(Chrome|Chromium|CriOS)\//, "Chrome"],
  [/\bSafari\//, "Safari"],
];
const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/\biPhone\b/, "iPhone"],
  [/\biPad\b/, "iPad"],
  [/\bAndroid\b/, "Android"],
  [/\bWindows\b/, "Windows"],
  [/\bMac OS X\b/, "macOS"],
  [/\bCrOS\b/, "ChromeOS"],
  [/\bLinux\b/, "Linux"],
];

const UNKNOWN = "?";

const find = (list: readonly (readonly [RegExp, string])[], text: string): string =>
  list.find(([pattern]) => pattern.test(text))?.[1] ?? UNKNOWN;

const NAMES: ReadonlySet<string> = new Set(
  [...BROWSERS, [null, UNKNOWN] as const].flatMap(([, browser]) =>
    [...SYSTEMS, [null, UNKNOWN] as const].map(([, system]) => `${browser}, ${system}`),
  ),
);

/** "Firefox, Windows" from what a browser calls itself; a part that is not recognised is "?". */
export function deviceName(userAgent: string | null | undefined): string {
  const text = (userAgent ?? "").slice(0, 512);
  // A session that is renewed hands its name on.
  if (NAMES.has(text)) return text;
  return `${find(BROWSERS, text)}, ${find(SYSTEMS, text)}`;
}
