// `/check`: device and connection, tried before a call. Needs no link, and knows of none.
import { render } from "preact";
import { turnApi } from "../protocol/api-turn.ts";
import { createLocalMedia } from "./call/media.ts";
import { createCheck } from "./check/check.ts";
import { checkBrowser } from "./screens/browser-check.ts";
import { CheckScreen } from "./screens/check/check-screen.tsx";
import { checkTexts } from "./screens/check/check-text.ts";
import { loadConfig } from "./screens/instance-config.ts";
import { Problem } from "./screens/problem.tsx";
import { chooseLanguage, type Language, noteLanguage, showLanguage, texts } from "./ui/language.ts";
import "./style/main.css";
import "./style/check.css";

function changeLanguage(next: Language): void {
  noteLanguage(next);
  showLanguage(next, [texts, checkTexts]).catch(() => {});
}

/** The intermediate station with a credential, which only therapists get who are signed in. */
async function ownServers(): Promise<readonly RTCIceServer[]> {
  const response = await fetch(turnApi.pool.path, { cache: "no-store" }).catch(() => null);
  if (response?.ok !== true) return [];
  const pool = turnApi.pool.reply.safeParse(await response.json());
  const credential = pool.data?.credentials[0];
  return credential === undefined ? [] : (pool.data?.urls ?? []).map((urls) => ({ urls, ...credential }));
}

async function begin() {
  const lack = await checkBrowser();
  if (lack !== null) return <Problem kind={lack} onLanguage={changeLanguage} />;
  const loaded = await loadConfig();
  if (loaded === null) return <Problem kind="server" onLanguage={changeLanguage} />;
  const { relayUrl, iceServers, accounts } = loaded.config;
  const media = createLocalMedia();
  const isTherapist = accounts && new URLSearchParams(location.search).get("as") === "therapist";
  const servers = async () => [...iceServers, ...(isTherapist ? await ownServers() : [])];
  const check = createCheck({ media, relayUrl, servers });
  return <CheckScreen {...check} media={media} isTherapist={isTherapist} onLanguage={changeLanguage} />;
}

const root = document.querySelector("#app");
const [content] = await Promise.all([
  begin(),
  showLanguage(chooseLanguage(location.search, navigator.languages), [texts, checkTexts]),
]);
root?.replaceChildren();
if (root !== null) render(content, root);
