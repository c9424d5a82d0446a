// The practice: with accounts through sign-in to the desk, without them the desk of this browser at once.
import { CircleUser } from "lucide";
import { render } from "preact";
import { createPracticePage } from "./account-page.tsx";
import { createLocalMedia } from "./call/media.ts";
import { openDesk } from "./open-desk.ts";
import { openBrowserStore } from "./practice/browser-store.ts";
import { accountText, accountTexts } from "./screens/account/account-text.ts";
import { takeMailedLink } from "./screens/account/mailed-link.ts";
import { isWithoutAccount, WithoutAccount } from "./screens/account/without-account.tsx";
import { checkBrowser } from "./screens/browser-check.ts";
import { type AccountSlot, DeskApp } from "./screens/desk/desk-app.tsx";
import { deskTexts } from "./screens/desk/desk-text.ts";
import { StorageProblem } from "./screens/desk/storage-problem.tsx";
import { type LoadedConfig, loadConfig } from "./screens/instance-config.ts";
import { Problem, type ProblemKind } from "./screens/problem.tsx";
import { chooseLanguage, type Language, noteLanguage, showLanguage, texts } from "./ui/language.ts";
import "./style/main.css";
import "./style/desk.css";
import "./style/calendar.css";
import "./style/account.css";

const CATALOGS = [texts, deskTexts, accountTexts];

function changeLanguage(next: Language): void {
  noteLanguage(next);
  showLanguage(next, CATALOGS).catch(() => {});
}

function show(content: preact.ComponentChild): void {
  const root = document.querySelector("#app");
  if (root !== null) render(content, root);
}

const showProblem = (kind: ProblemKind): void => show(<Problem kind={kind} onLanguage={changeLanguage} />);

/** Where there could be an account and the person does without. */
const WITHOUT_ACCOUNT: AccountSlot = {
  icon: CircleUser,
  label: () => accountText().area.nav,
  screen: () => <WithoutAccount />,
};

async function beginWithoutAccount(loaded: LoadedConfig): Promise<void> {
  const store = await openBrowserStore().catch(() => null);
  const desk =
    store === null ? null : await openDesk({ loaded, media: createLocalMedia(), store, turn: null });
  if (desk === null) return show(<StorageProblem onLanguage={changeLanguage} />);
  const { session, media, practice } = desk;
  const slot = loaded.config.accounts ? { account: WITHOUT_ACCOUNT } : {};
  show(<DeskApp {...{ session, media, practice }} {...slot} onLanguage={changeLanguage} />);
}

async function begin(): Promise<void> {
  // Before anything that takes time: the token of a mailed link must not stay in the address.
  const link = takeMailedLink();
  const [lack] = await Promise.all([
    checkBrowser(),
    showLanguage(chooseLanguage(location.search, navigator.languages), CATALOGS),
  ]);
  if (lack !== null) return showProblem(lack);
  const loaded = await loadConfig();
  if (loaded === null) return showProblem("server");
  if (!loaded.config.accounts || (link === null && isWithoutAccount(location.search))) {
    return beginWithoutAccount(loaded);
  }
  const page = createPracticePage({ loaded, link, onLanguage: changeLanguage });
  show(<page.Practice />);
  await page.start();
}

await begin();
