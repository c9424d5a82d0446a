// A stock Firefox, driven by WebDriver BiDi: Playwright can only drive builds of its own.
import puppeteer, { type Browser } from "puppeteer-core";
import { findBrowsers } from "./machine.ts";

/** Starts Firefox with a fake camera and microphone. Throws if the machine has none. */
export async function launchFirefox(): Promise<Browser> {
  const executablePath = findBrowsers().firefox;
  if (executablePath === null) throw new Error("no Firefox on this machine");
  return puppeteer.launch({
    browser: "firefox",
    executablePath,
    headless: true,
    extraPrefsFirefox: {
      "media.navigator.streams.fake": true,
      "media.navigator.permission.disabled": true,
      "media.autoplay.default": 0,
      "intl.accept_languages": "de-DE, de",
      "media.gmp-manager.updateEnabled": false,
      "media.gmp-gmpopenh264.enabled": false,
      "app.normandy.enabled": false,
      "app.update.enabled": false,
      "browser.safebrowsing.malware.enabled": false,
      "browser.safebrowsing.phishing.enabled": false,
      "network.captive-portal-service.enabled": false,
      "network.connectivity-service.enabled": false,
    },
  });
}
