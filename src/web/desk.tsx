// The practice desk.
import { render } from "preact";
import { createHostSession } from "./call/host-session.ts";
import { createLocalMedia } from "./call/media.ts";
import { openRoomStore } from "./practice/idb-room-store.ts";
import { loadPracticeRooms, type PracticeRooms } from "./practice/practice-rooms.ts";
import { checkBrowser } from "./screens/browser-check.ts";
import { DeskApp } from "./screens/desk/desk-app.tsx";
import { deskText, deskTexts } from "./screens/desk/desk-text.ts";
import { loadConfig } from "./screens/instance-config.ts";
import { Problem, type ProblemKind } from "./screens/problem.tsx";
import { chooseLanguage, type Language, noteLanguage, showLanguage, texts } from "./ui/language.ts";
import { Page } from "./ui/page.tsx";
import "./style/main.css";
import "./style/desk.css";

const CATALOGS = [texts, deskTexts];

function changeLanguage(next: Language): void {
  noteLanguage(next);
  showLanguage(next, CATALOGS).catch(() => {});
}

function StorageProblem() {
  const words = deskText().storageFailed;
  return (
    <Page title={words.title} layout="calm" onLanguage={changeLanguage}>
      <p class="lead">{words.text}</p>
    </Page>
  );
}

function show(content: preact.ComponentChild): void {
  const root = document.querySelector("#app");
  if (root !== null) render(content, root);
}

const showProblem = (kind: ProblemKind): void => show(<Problem kind={kind} onLanguage={changeLanguage} />);

async function begin(): Promise<void> {
  const [lack] = await Promise.all([
    checkBrowser(),
    showLanguage(chooseLanguage(location.search, navigator.languages), CATALOGS),
  ]);
  if (lack !== null) return showProblem(lack);
  const loaded = await loadConfig();
  if (loaded === null) return showProblem("server");
  const store = await openRoomStore().catch(() => null);
  if (store === null) return show(<StorageProblem />);

  const media = createLocalMedia();
  let practice: PracticeRooms | null = null;
  const session = createHostSession({
    ...loaded,
    media,
    onVerified: (roomId, idPk, verifiedAt) => void practice?.pin(roomId, idPk, verifiedAt),
  });
  const ready = await loadPracticeRooms(store, session).catch(() => null);
  practice = ready;
  if (ready === null) return show(<StorageProblem />);
  show(<DeskApp session={session} media={media} practice={ready} onLanguage={changeLanguage} />);
}

await begin();
