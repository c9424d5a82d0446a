// Draws scenes with fake data: /?lang=de#lobby. Only for looking; no part of the build.
import { render } from "preact";
import { accountTexts } from "../../src/web/screens/account/account-text.ts";
import { checkTexts } from "../../src/web/screens/check/check-text.ts";
import { deskTexts } from "../../src/web/screens/desk/desk-text.ts";
import { chooseLanguage, showLanguage, texts } from "../../src/web/ui/language.ts";
import { stopPictures } from "./fake-pictures.ts";
import { DRAW } from "./scenes.tsx";
import "../../src/web/style/main.css";
import "../../src/web/style/desk.css";
import "../../src/web/style/calendar.css";
import "../../src/web/style/account.css";
import "../../src/web/style/check.css";

function draw(): void {
  const root = document.querySelector("#app");
  const name = location.hash.slice(1);
  if (root === null) return;
  render(null, root);
  stopPictures();
  render(DRAW[name]?.() ?? null, root);
  scrollTo(0, 0);
  document.documentElement.dataset["scene"] = name;
}

await showLanguage(chooseLanguage(location.search, navigator.languages), [
  texts,
  checkTexts,
  deskTexts,
  accountTexts,
]);
addEventListener("hashchange", draw);
draw();
