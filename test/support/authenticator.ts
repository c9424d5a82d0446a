// Chromium's virtual authenticator: a passkey device that a test can plug in and take away.
import type { CDPSession, Page } from "playwright";

export interface Authenticator {
  /** Credential ids that it holds, base64url. */
  credentials(): Promise<string[]>;
  /** The person stops touching it, or begins again. */
  setPresent(isPresent: boolean): Promise<void>;
  remove(): Promise<void>;
}

/** Plugs one in for this page. Without `prf` it signs in and has no secret to give. */
export async function plugIn(page: Page, options: { readonly prf?: boolean } = {}): Promise<Authenticator> {
  const session: CDPSession = await page.context().newCDPSession(page);
  await session.send("WebAuthn.enable");
  const { authenticatorId } = await session.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      ctap2Version: "ctap2_1",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      hasPrf: options.prf !== false,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return {
    async credentials() {
      const { credentials } = await session.send("WebAuthn.getCredentials", { authenticatorId });
      return credentials.map(({ credentialId }) => Buffer.from(credentialId, "base64").toString("base64url"));
    },
    async setPresent(isPresent) {
      await session.send("WebAuthn.setAutomaticPresenceSimulation", { authenticatorId, enabled: isPresent });
    },
    async remove() {
      await session.send("WebAuthn.removeVirtualAuthenticator", { authenticatorId });
      await session.detach();
    },
  };
}
