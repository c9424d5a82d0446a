// A client's page. Only what the lobby needs is loaded first; the call follows at the first touch.
import { type ComponentChild, render } from "preact";
import { takeLink } from "./call/entry-memory.ts";
import { createLocalMedia } from "./call/media.ts";
import { checkBrowser } from "./screens/browser-check.ts";
import { type CallParts, GuestApp } from "./screens/guest-app.tsx";
import { loadConfig } from "./screens/instance-config.ts";
import { Problem, type ProblemKind } from "./screens/problem.tsx";
import { chooseLanguage, type Language, noteLanguage, showLanguage, texts } from "./ui/language.ts";
import "./style/main.css";

type Begun =
  | { readonly problem: ProblemKind }
  | { readonly problem: null; readonly app: (onLanguage: (next: Language) => void) => ComponentChild };

function changeLanguage(next: Language): void {
  noteLanguage(next);
  showLanguage(next, [texts]).catch(() => {});
}

/** Runs the function once; a failure may be tried again. */
function once<T>(run: () => Promise<T>): () => Promise<T> {
  let result: Promise<T> | null = null;
  return () => {
    result ??= run().catch((error: unknown) => {
      result = null;
      throw error;
    });
    return result;
  };
}

async function begin(): Promise<Begun> {
  // The link is read and stripped from the address before anything else may fail.
  const [link, lack] = await Promise.all([takeLink(), checkBrowser()]);
  if (lack !== null) return { problem: lack };
  if ("error" in link) {
    if (link.error === "missing") return { problem: "missing" };
    return { problem: link.error === "E_LINK_VERSION" ? "version" : "format" };
  }
  const loaded = await loadConfig();
  if (loaded === null) return { problem: "server" };

  const media = createLocalMedia();
  const loadCall = once(async (): Promise<CallParts> => {
    const [{ createGuestSession }, { CallScreen }] = await Promise.all([
      import("./call/guest-session.ts"),
      import("./screens/call/call-screen.tsx"),
    ]);
    return { session: createGuestSession({ ...loaded, payload: link.payload, media }), CallScreen };
  });
  return {
    problem: null,
    app: (onLanguage) => (
      <GuestApp
        media={media}
        loadCall={loadCall}
        remembered={link.remembered}
        rejoin={link.rejoin}
        onLanguage={onLanguage}
      />
    ),
  };
}

const [begun] = await Promise.all([
  begin(),
  showLanguage(chooseLanguage(location.search, navigator.languages), [texts]),
]);
const root = document.querySelector("#app");
if (root !== null) {
  const content =
    begun.problem === null ? (
      begun.app(changeLanguage)
    ) : (
      <Problem kind={begun.problem} onLanguage={changeLanguage} />
    );
  root.replaceChildren();
  render(content, root);
}
