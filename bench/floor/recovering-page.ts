// Runs inside the floor's page: a bare pair of peer connections that finds its way back as a plain good page does.

export interface RecoveringRole {
  readonly offers: boolean;
  readonly relay: string;
}

/**
 * Perfect negotiation (W3C webrtc-pc, 10.7). ICE restarts when the browser says "disconnected" or "failed", and when it
 * says that it is online again. The socket stays open all the time; one that has closed is opened again after half a
 * second, and at each of these signs at once, as the old one may be dead without anybody saying so. A description that
 * nobody has answered is said again to whoever opens a socket.
 * Self-contained.
 */
export async function runRecoveringFloor(role: RecoveringRole): Promise<void> {
  const video = document.querySelector("video");
  if (video === null) throw new Error("not the floor's page");
  const own = await navigator.mediaDevices.getUserMedia({ audio: true, video: true });
  const connection = new RTCPeerConnection({ bundlePolicy: "max-bundle", rtcpMuxPolicy: "require" });
  let socket: WebSocket;
  let makingOffer = false;

  const say = (message: object) => {
    if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
  };
  const offer = async () => {
    makingOffer = true;
    await connection.setLocalDescription();
    say({ description: connection.localDescription });
    makingOffer = false;
  };
  const receive = async (message: {
    readonly hello?: boolean;
    readonly candidate?: RTCIceCandidateInit;
    readonly description?: RTCSessionDescriptionInit;
  }) => {
    if (message.hello === true && connection.signalingState === "have-local-offer")
      say({ description: connection.localDescription });
    if (message.candidate !== undefined) await connection.addIceCandidate(message.candidate).catch(() => {});
    if (message.description === undefined) return;
    const collides =
      message.description.type === "offer" && (makingOffer || connection.signalingState !== "stable");
    if (role.offers && collides) return;
    if (message.description.type === "answer" && connection.signalingState !== "have-local-offer") return;
    await connection.setRemoteDescription(message.description);
    if (message.description.type !== "offer") return;
    await connection.setLocalDescription();
    say({ description: connection.localDescription });
  };
  let inTurn: Promise<unknown> = Promise.resolve();
  const open = () => {
    const current = new WebSocket(role.relay);
    socket = current;
    current.addEventListener("message", (event) => {
      inTurn = inTurn.then(() => receive(JSON.parse(event.data))).catch(() => {});
    });
    current.addEventListener("open", () => {
      say({ hello: true });
      if (connection.signalingState === "have-local-offer") say({ description: connection.localDescription });
    });
    current.addEventListener("close", () => {
      if (socket === current) setTimeout(open, 500);
    });
  };
  open();
  socket = await new Promise<WebSocket>((resolve) => {
    const opened = socket;
    opened.addEventListener("open", () => resolve(opened));
  });

  connection.addEventListener("track", (event) => {
    video.srcObject = event.streams[0] ?? null;
  });
  connection.addEventListener("icecandidate", (event) => {
    if (event.candidate !== null) say({ candidate: event.candidate.toJSON() });
  });
  const recover = () => {
    const old = socket;
    open();
    old.close();
    connection.restartIce();
  };
  connection.addEventListener("iceconnectionstatechange", () => {
    if (["disconnected", "failed"].includes(connection.iceConnectionState)) recover();
  });
  addEventListener("online", recover);
  connection.addEventListener("negotiationneeded", () => {
    if (role.offers || connection.remoteDescription !== null) void offer();
  });
  if (role.offers) for (const track of own.getTracks()) connection.addTrack(track, own);
  else {
    // The answering side adds its own to the first offer, so that there is one negotiation alone.
    connection.addEventListener(
      "signalingstatechange",
      () => {
        for (const track of own.getTracks()) connection.addTrack(track, own);
      },
      { once: true },
    );
  }
}
