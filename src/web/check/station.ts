// Which ways lead out of this network: UDP to a STUN server, and UDP, TCP and TLS to the intermediate station (TURN).
// The browser gathers addresses for a connection to nobody; none of them leaves this file.
import type { Finding, Way } from "./check-view.ts";

/** `refused`: it answers, and does not take these credentials. */
export type Answer = "open" | "refused" | "silent" | "unknown";

export interface ServerAnswer {
  readonly kind: "stun" | "turn";
  readonly way: Way;
  readonly answer: Answer;
}

const WAIT = 12_000;
/** A server that does not answer keeps the browser waiting for longer than this. */
const QUICK = 4_000;
/** W3C WebRTC, section 4.8.3: no server was reached at the address. */
const NOT_REACHED = 701;
const UNAUTHORIZED = 401;
/** Nobody's: with it a station says no, which is an answer too. */
const STRANGER = { username: "check", credential: "check" };

/** What the address of a server says (RFC 7064, 7065); null if it is none. */
export function readServer(url: string): Pick<ServerAnswer, "kind" | "way"> | null {
  const match = /^(stun|turn)(s?):[^?]+(?:\?transport=(udp|tcp))?$/.exec(url);
  if (match === null) return null;
  const kind = match[1] === "stun" ? "stun" : "turn";
  const way = match[2] === "s" ? "tls" : match[3] === "tcp" ? "tcp" : "udp";
  return { kind, way };
}

function ask(url: string, server: RTCIceServer, kind: "stun" | "turn"): Promise<Answer> {
  const isStranger = kind === "turn" && server.username === undefined;
  const asked: RTCIceServer =
    kind === "stun"
      ? { urls: url }
      : {
          urls: url,
          username: server.username ?? STRANGER.username,
          credential: server.credential ?? STRANGER.credential,
        };
  return new Promise((resolve) => {
    const start = performance.now();
    const connection = new RTCPeerConnection({
      iceServers: [asked],
      iceTransportPolicy: kind === "turn" ? "relay" : "all",
    });
    let failed: Answer | null = null;
    const tell = (answer: Answer): void => {
      clearTimeout(timer);
      connection.close();
      resolve(answer);
    };
    const timer = setTimeout(() => tell(failed ?? "silent"), WAIT);
    connection.onicecandidateerror = ({ errorCode }) => {
      if (errorCode === UNAUTHORIZED) failed = isStranger ? "open" : "refused";
      else if (errorCode === NOT_REACHED) failed ??= "silent";
      else failed ??= isStranger ? "open" : "refused";
    };
    connection.onicecandidate = ({ candidate }) => {
      if (candidate?.type === (kind === "stun" ? "srflx" : "relay")) tell("open");
    };
    connection.onicegatheringstatechange = () => {
      if (connection.iceGatheringState !== "complete") return;
      // Without a router that translates, STUN finds nothing that was not known: then only its speed tells.
      const isQuick = performance.now() - start < QUICK;
      tell(failed ?? (kind === "stun" && isQuick ? "open" : "unknown"));
    };
    connection.createDataChannel("");
    connection.setLocalDescription().catch(() => tell("unknown"));
  });
}

/** Asks every server over each of its ways at once. Never rejects. */
export function askServers(servers: readonly RTCIceServer[]): Promise<readonly ServerAnswer[]> {
  const all = servers.flatMap((server) =>
    [server.urls].flat().flatMap((url) => {
      const read = readServer(url);
      return read === null ? [] : [ask(url, server, read.kind).then((answer) => ({ ...read, answer }))];
    }),
  );
  return Promise.all(all);
}

/** Whether UDP leads out of this network. */
export function judgeUdp(answers: readonly ServerAnswer[]): Finding {
  const byUdp = answers.filter(({ way }) => way === "udp").map(({ answer }) => answer);
  if (byUdp.length === 0) return { step: "udp", is: "unasked" };
  if (byUdp.some((answer) => answer === "open" || answer === "refused")) return { step: "udp", is: "open" };
  return { step: "udp", is: byUdp.every((answer) => answer === "silent") ? "blocked" : "unknown" };
}

/** Whether the intermediate station can be used, and over which ways. */
export function judgeStation(answers: readonly ServerAnswer[]): Finding {
  const stations = answers.filter(({ kind }) => kind === "turn");
  const ways = (["udp", "tcp", "tls"] as const).filter((one) =>
    stations.some(({ way, answer }) => way === one && answer === "open"),
  );
  const has = (wanted: Answer): boolean => stations.some(({ answer }) => answer === wanted);
  if (stations.length === 0) return { step: "station", is: "later", ways };
  if (ways.length > 0) return { step: "station", is: "open", ways };
  return { step: "station", is: has("refused") ? "refused" : has("unknown") ? "unknown" : "silent", ways };
}
