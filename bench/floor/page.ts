// Runs inside the floor's page: a bare pair of peer connections, nothing checked, nothing sealed.

export interface FloorRole {
  readonly offers: boolean;
  readonly relay: string;
  readonly constraints: MediaStreamConstraints;
}

/** Turns the camera on, opens the socket; the side that offers does so at the click. Self-contained. */
export async function runFloor(role: FloorRole): Promise<void> {
  const video = document.querySelector("video");
  const button = document.querySelector("button");
  if (video === null || button === null) throw new Error("not the floor's page");
  const own = await navigator.mediaDevices.getUserMedia(role.constraints);
  const socket = new WebSocket(role.relay);
  await new Promise((resolve) => socket.addEventListener("open", resolve));
  const say = (message: object) => socket.send(JSON.stringify(message));

  const connect = () => {
    const connection = new RTCPeerConnection({ bundlePolicy: "max-bundle", rtcpMuxPolicy: "require" });
    connection.addEventListener("track", (event) => {
      video.srcObject = event.streams[0] ?? null;
    });
    connection.addEventListener("icecandidate", (event) => {
      if (event.candidate !== null) say({ candidate: event.candidate.toJSON() });
    });
    for (const track of own.getTracks()) connection.addTrack(track, own);
    return connection;
  };

  let connection: RTCPeerConnection | null = null;
  // Candidates may come before the description that they belong to is set.
  let ready: Promise<unknown> = Promise.resolve();
  socket.addEventListener("message", (event) => {
    const message = JSON.parse(event.data);
    ready = ready.then(async () => {
      connection ??= connect();
      if (message.candidate !== undefined) await connection.addIceCandidate(message.candidate);
      if (message.description === undefined) return;
      await connection.setRemoteDescription(message.description);
      if (message.description.type !== "offer") return;
      await connection.setLocalDescription();
      say({ description: connection.localDescription });
    });
  });
  if (!role.offers) return;
  button.addEventListener("click", async () => {
    connection = connect();
    await connection.setLocalDescription();
    say({ description: connection.localDescription });
  });
}
