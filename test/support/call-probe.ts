// Runs inside a page before its own scripts: remembers peer connections and remote frames, so that a test can
// ask what the browser really decoded. Nothing of it is in the product.

export interface ProbeConnection {
  readonly state: RTCPeerConnectionState;
  readonly ice: RTCIceConnectionState;
  readonly framesDecoded: number;
  readonly framesSent: number;
  readonly audioEnergy: number;
  readonly audioLevel: number;
  readonly bytesReceived: number;
  /** `<local>/<remote>/<protocol>` candidate types of the selected pair, or null. */
  readonly pair: string | null;
  readonly localDescriptions: number;
  readonly transceivers: number;
}

interface CallProbe {
  /** Absolute times (Unix ms) at which a remote video frame was presented. */
  readonly frames: number[];
  /** Absolute times (Unix ms) of the person's clicks. */
  readonly clicks: number[];
  /** What the page asked of camera and microphone, in order. */
  readonly asked: MediaStreamConstraints[];
  readonly connections: RTCPeerConnection[];
  readonly localDescriptions: number[];
  readonly sent: string[];
  readonly sockets: WebSocket[];
  readonly candidatesGathered: number[];
  remoteVideos(): HTMLVideoElement[];
  stats(): Promise<ProbeConnection[]>;
}

declare global {
  interface Window {
    callProbe: CallProbe;
    probeSwapCertificate?: boolean;
  }
}

/** The function that is evaluated in every new document; it must not refer to anything outside itself. */
export function installCallProbe(): void {
  if (Reflect.has(window, "callProbe")) return;
  const connections: RTCPeerConnection[] = [];
  const localDescriptions: number[] = [];
  const candidatesGathered: number[] = [];
  const remoteTracks = new Set<string>();
  const frames: number[] = [];
  const clicks: number[] = [];
  const asked: MediaStreamConstraints[] = [];
  const sent: string[] = [];
  const sockets: WebSocket[] = [];
  const watched = new WeakSet<HTMLVideoElement>();

  const Original = window.RTCPeerConnection;
  if (Original !== undefined) {
    window.RTCPeerConnection = class extends Original {
      constructor(configuration?: RTCConfiguration) {
        super(configuration);
        const index = connections.push(this) - 1;
        localDescriptions.push(0);
        candidatesGathered.push(0);
        this.addEventListener("track", (event) => {
          remoteTracks.add(event.track.id);
        });
        this.addEventListener("icecandidate", (event) => {
          if (event.candidate !== null) candidatesGathered[index] = (candidatesGathered[index] ?? 0) + 1;
        });
        this.addEventListener("signalingstatechange", () => {
          if (this.signalingState === "have-local-offer") {
            localDescriptions[index] = (localDescriptions[index] ?? 0) + 1;
          }
        });
      }
    };
  }

  const OriginalSocket = window.WebSocket;
  window.WebSocket = class extends OriginalSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      sockets.push(this);
    }
    override send(data: string | ArrayBufferLike | Blob | ArrayBufferView<ArrayBuffer>): void {
      if (typeof data === "string") sent.push(data);
      super.send(data as string);
    }
  };

  document.addEventListener("click", (event) => clicks.push(performance.timeOrigin + event.timeStamp), {
    capture: true,
  });
  const devices = navigator.mediaDevices;
  if (devices !== undefined) {
    const ask = devices.getUserMedia.bind(devices);
    devices.getUserMedia = (wanted) => {
      asked.push(wanted ?? {});
      return ask(wanted);
    };
  }

  const remoteVideos = () =>
    [...document.querySelectorAll("video")].filter((video) => {
      const stream = video.srcObject;
      return (
        stream instanceof MediaStream && stream.getVideoTracks().some((track) => remoteTracks.has(track.id))
      );
    });

  const watch = (video: HTMLVideoElement) => {
    if (watched.has(video) || !("requestVideoFrameCallback" in video)) return;
    watched.add(video);
    const next = () =>
      video.requestVideoFrameCallback((now) => {
        const stream = video.srcObject;
        const remote =
          stream instanceof MediaStream &&
          stream.getVideoTracks().some((track) => remoteTracks.has(track.id));
        if (remote) frames.push(performance.timeOrigin + now);
        next();
      });
    next();
  };
  const scan = () => {
    for (const video of document.querySelectorAll("video")) watch(video);
  };
  // The document element does not exist yet when this runs.
  new MutationObserver(scan).observe(document, { childList: true, subtree: true });
  scan();

  const read = async (connection: RTCPeerConnection, index: number): Promise<ProbeConnection> => {
    let framesDecoded = 0;
    let framesSent = 0;
    let audioEnergy = 0;
    let audioLevel = 0;
    let bytesReceived = 0;
    let pair: string | null = null;
    const report = connection.connectionState === "closed" ? new Map() : await connection.getStats();
    const entries: Record<string, unknown>[] = [...report.values()];
    const find = (id: unknown) => entries.find((entry) => entry["id"] === id);
    const number = (value: unknown) => (typeof value === "number" ? value : 0);
    for (const entry of entries) {
      if (entry["type"] === "inbound-rtp") {
        bytesReceived += number(entry["bytesReceived"]);
        if (entry["kind"] === "video") framesDecoded += number(entry["framesDecoded"]);
        else {
          audioEnergy += number(entry["totalAudioEnergy"]);
          audioLevel = Math.max(audioLevel, number(entry["audioLevel"]));
        }
      }
      if (entry["type"] === "outbound-rtp" && entry["kind"] === "video")
        framesSent += number(entry["framesSent"]);
      // Firefox has no transport entry and marks the pair itself.
      const selected =
        entry["type"] === "candidate-pair" && (entry["selected"] === true || entry["nominated"] === true);
      if (selected && entry["state"] === "succeeded") {
        const local = find(entry["localCandidateId"]);
        const remote = find(entry["remoteCandidateId"]);
        pair = `${local?.["candidateType"]}/${remote?.["candidateType"]}/${local?.["protocol"]}`;
      }
    }
    return {
      state: connection.connectionState,
      ice: connection.iceConnectionState,
      framesDecoded,
      framesSent,
      audioEnergy,
      audioLevel,
      bytesReceived,
      pair,
      localDescriptions: localDescriptions[index] ?? 0,
      transceivers: connection.connectionState === "closed" ? 0 : connection.getTransceivers().length,
    };
  };

  window.callProbe = {
    frames,
    clicks,
    asked,
    connections,
    localDescriptions,
    candidatesGathered,
    sent,
    sockets,
    remoteVideos,
    stats: () => Promise.all(connections.map(read)),
  };
}
