// A client's page. Only what the lobby needs is loaded first; the call follows at the first touch.
import { type ComponentChild, render } from "preact";
import type { LinkPayload } from "../e2ee/link.ts";
import type { RememberedDevice } from "./call/device-memory.ts";
import { chooseLink, type Rejoin, takeLink } from "./call/entry-memory.ts";
import { createLocalMedia } from "./call/media.ts";
import { checkBrowser } from "./screens/browser-check.ts";
import { type CallParts, GuestApp } from "./screens/guest-app.tsx";
import { loadConfig } from "./screens/instance-config.ts";
import { Problem, type ProblemKind } from "./screens/problem.tsx";
import { chooseLanguage, type Language, noteLanguage, showLanguage, texts } from "./ui/language.ts";
import "./style/main.css";

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

/** The lobby, and behind it the call; or why it cannot begin. */
async function withLink(
  payload: LinkPayload,
  rejoin: Rejoin | null,
  remembered: Pick<RememberedDevice, "consent"> | null,
): Promise<ComponentChild> {
  const loaded = await loadConfig();
  if (loaded === null)
    return <Problem kind="server" phone={await rememberedPhone(payload)} onLanguage={changeLanguage} />;

  const media = createLocalMedia();
  const loadCall = once(async (): Promise<CallParts> => {
    const [{ createGuestSession }, { CallScreen }] = await Promise.all([
      import("./call/guest-session.ts"),
      import("./screens/call/call-screen.tsx"),
    ]);
    return { session: createGuestSession({ ...loaded, payload, media }), CallScreen };
  });
  return (
    <GuestApp
      media={media}
      loadCall={loadCall}
      remembered={remembered !== null}
      agreed={remembered?.consent ?? null}
      rejoin={rejoin}
      onLanguage={changeLanguage}
    />
  );
}

async function rememberedPhone(payload: LinkPayload): Promise<string | null> {
  const memory = await import("./call/device-memory.ts").catch(() => null);
  return (await memory?.findRemembered(payload))?.practice?.phone ?? null;
}

/** Without a link: the rooms that this browser remembers. */
async function withoutLink(): Promise<ComponentChild> {
  const [{ forgetRemembered, listRemembered }, { RememberedRooms }] = await Promise.all([
    import("./call/device-memory.ts"),
    import("./screens/remembered-rooms.tsx"),
  ]);
  const rooms = await listRemembered();
  const roomOf = (id: string) => rooms.find((room) => room.id === id);
  async function open(id: string): Promise<void> {
    const room = roomOf(id);
    if (room === undefined) return;
    chooseLink(room.payload);
    show(await withLink(room.payload, null, room));
  }
  async function forget(id: string): Promise<void> {
    const room = roomOf(id);
    if (room !== undefined) await forgetRemembered(room.payload);
  }
  return (
    <RememberedRooms
      rooms={rooms}
      onOpen={(id) => void open(id)}
      onForget={forget}
      onLanguage={changeLanguage}
    />
  );
}

async function begin(): Promise<ComponentChild> {
  // The link is read and stripped from the address before anything else may fail.
  const link = takeLink();
  const lack = await checkBrowser();
  const problem = (kind: ProblemKind) => <Problem kind={kind} onLanguage={changeLanguage} />;
  if (lack !== null) return problem(lack);
  if (!("error" in link)) return withLink(link.payload, link.rejoin, null);
  if (link.error === "missing") return withoutLink().catch(() => problem("missing"));
  return problem(link.error === "E_LINK_VERSION" ? "version" : "format");
}

const root = document.querySelector("#app");
function show(content: ComponentChild): void {
  if (root !== null) render(content, root);
}

// A link opened in a tab that shows this page already changes the fragment alone, and the browser loads nothing.
addEventListener("hashchange", () => {
  if (location.hash.length > 1) location.reload();
});

const [content] = await Promise.all([
  begin(),
  showLanguage(chooseLanguage(location.search, navigator.languages), [texts]),
]);
root?.replaceChildren();
show(content);
