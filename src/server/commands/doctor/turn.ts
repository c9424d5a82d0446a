// STUN and TURN, over each way that the settings name, with a credential as a therapist's page gets one.
import type { Config } from "../../platform/config.ts";
import { makeTurnCredential } from "../../practice/turn.ts";
import {
  type IceServer,
  type ProbeResult,
  probeStun,
  probeTurn,
  readIceUrl,
} from "../../turn-probe/turn-probe.ts";
import { type Finding, failed, good, warning } from "./finding.ts";

/** Seconds: long enough to ask, too short to be of use to anybody. */
const TTL = 60;
const WAYS = { udp: "UDP", tcp: "TCP", tls: "TLS" } as const;

const UNREACHABLE: Readonly<Record<string, string>> = {
  ETIMEDOUT: "Nothing answers. Open the port in the firewall of that machine, and of its hoster.",
  ECONNREFUSED: "Nobody listens there. See that the TURN server runs and on which ports it listens.",
  ECONNRESET: "The connection was ended. See the TURN server's log; something else may listen on this port.",
  ENOTFOUND: "The name is not in the DNS.",
  EAI_AGAIN: "The name cannot be looked up just now. See the DNS of this machine.",
  CERT_HAS_EXPIRED:
    "Its certificate has expired. Renew it and let the TURN server read the new one (coturn: SIGUSR2).",
  ERR_TLS_CERT_ALTNAME_INVALID: "Its certificate is for another name.",
  DEPTH_ZERO_SELF_SIGNED_CERT: "Its certificate is self-made: no browser trusts it.",
  SELF_SIGNED_CERT_IN_CHAIN: "Its certificate comes from an authority that no browser trusts.",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "Its certificate comes without the chain: give it fullchain.pem.",
};

function told(about: string, { kind }: IceServer, result: ProbeResult): Finding {
  switch (result.is) {
    case "open":
      return good(about, kind === "stun" ? "answers" : "gives an allocation, and took it back");
    case "unauthorized":
      return failed(
        about,
        "answers, and refuses the credential",
        "CONNECT_TURN_SECRET and the TURN server's static-auth-secret have to be the same, use-auth-secret has to be on, and both clocks right.",
      );
    case "refused":
      return failed(
        about,
        `answers, and gives no allocation (error ${result.code})`,
        result.code === 486 || result.code === 508
          ? "It is full: raise user-quota, total-quota or the range of relay ports."
          : "See the TURN server's log.",
      );
    case "strange":
      return failed(
        about,
        `something answers that is no ${kind.toUpperCase()} server`,
        "See which program listens there.",
      );
    case "unreachable":
      return failed(
        about,
        `not reached (${result.code})`,
        UNREACHABLE[result.code] ?? "See host and port of the address, and the TURN server's log.",
      );
  }
}

/** `now`: Unix ms. */
export async function examineTurn(
  { turn, iceServers }: Pick<Config, "turn" | "iceServers">,
  now: number,
): Promise<readonly Finding[]> {
  const expiry = Math.floor(now / 1_000) + TTL;
  const urls = [
    // One for each: a server may have a quota for a name.
    ...(turn === null
      ? []
      : turn.urls.map((url) => ({ url, credential: makeTurnCredential(turn.secret, expiry) }))),
    ...iceServers.flatMap(({ urls: all, username, credential }) =>
      all.map((url) => ({
        url,
        credential: username === undefined || credential === undefined ? null : { username, credential },
      })),
    ),
  ];
  const probed = await Promise.all(
    urls.map(async ({ url, credential }): Promise<Finding> => {
      const server = readIceUrl(url);
      if (server === null) return failed(`ICE ${url}`, "not an address that browsers take", "Correct it.");
      const about = `${server.kind.toUpperCase()} over ${WAYS[server.way]} (${url})`;
      if (server.kind === "stun") return told(about, server, await probeStun(server));
      if (credential === null)
        return failed(about, "has no credential", "Name it in CONNECT_TURN_URLS, with CONNECT_TURN_SECRET.");
      return told(about, server, await probeTurn(server, credential));
    }),
  );
  const ways = new Set(
    urls
      .map(({ url }) => readIceUrl(url))
      .filter((one) => one?.kind === "turn")
      .map((one) => one?.way),
  );
  if (ways.size === 0)
    return [
      ...probed,
      warning(
        "TURN",
        "no TURN server is configured",
        'Calls between some networks will find no way: docs/self-hosting.md, "TURN".',
      ),
    ];
  const missing = (["udp", "tcp", "tls"] as const).filter((way) => !ways.has(way));
  if (missing.length === 0) return probed;
  return [
    ...probed,
    warning(
      "TURN",
      `no address over ${missing.map((way) => WAYS[way]).join(" and ")}`,
      "UDP is the best way, TCP helps where UDP is blocked, and TLS on port 443 where all else is.",
    ),
  ];
}
