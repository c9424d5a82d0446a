// Moving pictures without a camera: drawn, so that the gallery looks the same on every machine.

interface Colours {
  readonly wall: string;
  readonly light: string;
  readonly skin: string;
  readonly hair: string;
  readonly cloth: string;
}

const PERSON: Colours = {
  wall: "#6f7d74",
  light: "#b9a98c",
  skin: "#d8ab8b",
  hair: "#4a3328",
  cloth: "#3d5a66",
};
const OWN: Colours = {
  wall: "#7d8f95",
  light: "#c4c0b2",
  skin: "#e0b79b",
  hair: "#8a6a48",
  cloth: "#7a4a4a",
};

const timers: ReturnType<typeof setInterval>[] = [];

/** The pictures of the scene before stand still from now on. */
export function stopPictures(): void {
  for (const timer of timers.splice(0)) clearInterval(timer);
}

function streamOf(width: number, height: number, draw: (pen: CanvasRenderingContext2D) => void): MediaStream {
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  const pen = canvas.getContext("2d");
  if (pen === null) throw new Error("no canvas");
  draw(pen);
  // A canvas sends a frame when it changes.
  timers.push(setInterval(() => draw(pen), 200));
  return canvas.captureStream(5);
}

function drawPerson(pen: CanvasRenderingContext2D, colours: Colours): void {
  const { width, height } = pen.canvas;
  const glow = pen.createRadialGradient(
    width * 0.25,
    height * 0.2,
    0,
    width * 0.4,
    height * 0.4,
    width * 0.8,
  );
  glow.addColorStop(0, colours.light);
  glow.addColorStop(1, colours.wall);
  pen.fillStyle = glow;
  pen.fillRect(0, 0, width, height);
  const oval = (x: number, y: number, rx: number, ry: number, colour: string): void => {
    pen.fillStyle = colour;
    pen.beginPath();
    pen.ellipse(width / 2 + x * height, y * height, rx * height, ry * height, 0, 0, 2 * Math.PI);
    pen.fill();
  };
  oval(0, 0.43, 0.185, 0.24, colours.hair);
  oval(0, 1.06, 0.4, 0.36, colours.cloth);
  oval(0, 0.7, 0.075, 0.12, colours.skin);
  oval(0, 0.47, 0.15, 0.2, colours.skin);
  oval(0, 0.3, 0.16, 0.075, colours.hair);
  for (const x of [-0.055, 0.055]) oval(x, 0.46, 0.014, 0.014, "#2a2320");
  oval(0, 0.575, 0.035, 0.008, "#9a5b4f");
}

export const personStream = (): MediaStream => streamOf(1280, 720, (pen) => drawPerson(pen, PERSON));
export const ownStream = (): MediaStream => streamOf(640, 480, (pen) => drawPerson(pen, OWN));

/** A practice's logo: dark on nothing, as it would be drawn for paper. */
export function logoAddress(): string {
  const canvas = document.createElement("canvas");
  canvas.width = 512;
  canvas.height = 160;
  const pen = canvas.getContext("2d");
  if (pen === null) return "";
  pen.fillStyle = "#2d5a3d";
  for (const [x, y] of [
    [60, 80],
    [95, 50],
    [95, 110],
  ] as const) {
    pen.beginPath();
    pen.ellipse(x, y, 34, 18, (y - 80) / 40, 0, 2 * Math.PI);
    pen.fill();
  }
  pen.fillStyle = "#20302a";
  pen.font = "600 52px sans-serif";
  pen.fillText("Dr. Sommer", 150, 98);
  return canvas.toDataURL();
}

export const screenStream = (): MediaStream =>
  streamOf(1280, 800, (pen) => {
    pen.fillStyle = "#fdfcf8";
    pen.fillRect(0, 0, 1280, 800);
    pen.fillStyle = "#1d2b2a";
    pen.font = "48px sans-serif";
    pen.fillText("Wochenplan", 80, 110);
    pen.strokeStyle = "#a9b7b2";
    for (let row = 0; row < 5; row += 1) pen.strokeRect(80, 160 + row * 110, 1120, 90);
  });
