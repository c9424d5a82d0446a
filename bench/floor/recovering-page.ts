// Runs inside the floor's page: a bare pair of peer connections that finds its way back as a plain good page does.

export interface RecoveringRole {
  readonly offers: boolean;
  readonly relay: string;
  readonly constraints: MediaStreamConstraints;
}

/**
 * What it does: ICE restarts when the browser of either side says "disconnected", "failed" or "online". At each of these
 * signs the socket, which stays open all the time, is opened anew as well, as the old one may be dead without anybody
 * saying so; one that has closed is opened again after half a second. An offer that nobody has answered is said again to
 * whoever opens a socket, with the candidates found by then.
 *
 * What it does not do: it reads no statistics to notice a silence before the browser does; it seals and checks nothing.
 *
 * One side alone makes offers, the other asks it to, as in the product. With two offers at once the polite side of a
 * perfect negotiation has to roll its own back (W3C webrtc-pc, 10.7), after which Chromium decodes the other's picture
 * but shows no further frame of it: such a page does not come back at all.
 *
 * Self-contained.
 */
export async function runRecoveringFloor(role: RecoveringRole): Promise<void> {
  const video = document.querySelector("video");
  if (video === null) throw new Error("not the floor's page");
  const own = await navigator.mediaDevices.getUserMedia(role.constraints);
  const connection = new RTCPeerConnection({ bundlePolicy: "max-bundle", rtcpMuxPolicy: "require" });
  let socket: WebSocket;
  let offers = 0;
  let wantsRestart = false;
  let inTurn: Promise<unknown> = Promise.resolve();

  const say = (message: object) => {
    if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
  };
  const describe = (number: number) => say({ description: connection.localDescription, number });
  const isUnanswered = () => connection.signalingState === "have-local-offer";
  const receive = async (message: {
    readonly hello?: { readonly wantsRestart: boolean };
    readonly candidate?: RTCIceCandidateInit;
    readonly description?: RTCSessionDescriptionInit;
    /** Of the offer: a late answer to an earlier one is of no use. */
    readonly number?: number;
  }) => {
    const { hello, candidate, description, number = 0 } = message;
    if (role.offers && hello !== undefined) {
      if (isUnanswered()) describe(offers);
      else if (hello.wantsRestart) connection.restartIce();
    }
    if (candidate !== undefined) await connection.addIceCandidate(candidate);
    if (description === undefined) return;
    if (role.offers && (number !== offers || !isUnanswered())) return;
    await connection.setRemoteDescription(description);
    if (role.offers) return;
    wantsRestart = false;
    for (const track of own.getTracks()) {
      if (!connection.getSenders().some((sender) => sender.track === track)) connection.addTrack(track, own);
    }
    await connection.setLocalDescription();
    describe(number);
  };
  const open = () => {
    const current = new WebSocket(role.relay);
    socket = current;
    current.addEventListener("message", (event) => {
      // One that cannot be used, as a candidate of an offer that was never heard, must not stop the next.
      inTurn = inTurn.then(() => receive(JSON.parse(event.data))).catch(() => {});
    });
    current.addEventListener("open", () => {
      say({ hello: { wantsRestart } });
      if (role.offers && isUnanswered()) describe(offers);
    });
    current.addEventListener("close", () => {
      if (socket === current) setTimeout(open, 500);
    });
    return current;
  };
  const recover = () => {
    const old = socket;
    wantsRestart = !role.offers;
    open();
    old.close();
    if (role.offers) connection.restartIce();
  };

  connection.addEventListener("track", (event) => {
    video.srcObject = event.streams[0] ?? null;
  });
  connection.addEventListener("icecandidate", (event) => {
    if (event.candidate !== null) say({ candidate: event.candidate.toJSON() });
  });
  connection.addEventListener("iceconnectionstatechange", () => {
    if (["disconnected", "failed"].includes(connection.iceConnectionState)) recover();
  });
  addEventListener("online", recover);
  connection.addEventListener("negotiationneeded", async () => {
    if (!role.offers) return;
    await connection.setLocalDescription();
    offers += 1;
    describe(offers);
  });

  await new Promise((resolve) => open().addEventListener("open", resolve));
  if (role.offers) for (const track of own.getTracks()) connection.addTrack(track, own);
}
