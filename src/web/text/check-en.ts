import type { CheckText } from "./check-de.ts";

const kbits = (rate: number): string => {
  if (rate > 20_000) return "more than 20,000 kbit/s";
  return `about ${(Math.round(rate / 10) * 10).toLocaleString("en")} kbit/s`;
};
const ways = { udp: "UDP", tcp: "TCP", tls: "TLS" } as const;

export const checkEn: CheckText = {
  title: "Check device and connection",
  lead: "In a minute you know whether a call works from this device and this network. You can do this days before.",
  facts:
    "Picture and sound stay on this device. To measure the line, at most four megabytes of random data go back and forth between this device and the server. The result is shown here and nowhere else.",
  forTherapist:
    "As a therapist who is signed in you also check whether the intermediate station lets you in.",
  start: "Start the check",
  again: "Check again",
  stop: "Stop the check",
  asking: "Your browser now asks for camera and microphone. Choose “Allow”.",
  list: "What is checked",
  grades: { good: "Good", warning: "Take note", failed: "Does not work", unknown: "Not known" },
  waiting: "Not checked yet",
  isRunning: "Being checked",
  advice: "What you can do:",
  progress: (done: number, all: number) => `${done} of ${all}`,
  ready: {
    good: "Everything is ready for a call.",
    warning: "A call works. Please read what to look out for.",
    failed: "A call does not work yet. Please read what is missing and what helps.",
  },
  copy: "Copy the result",
  copied: "Copied. You can send it to your practice. It holds no addresses and no names.",
  notCopied: "The browser does not allow copying. Select the text and copy it yourself.",
  resultTitle: (when: string) => `Check of device and connection, ${when}`,
  back: "You can close this window.",

  steps: {
    microphone: {
      title: "Microphone",
      running: "Please say something, for example “Hello”.",
      level: "Loudness of your microphone",
      levelHeard: "Your voice arrives.",
      levelQuiet: "The bar moves when you can be heard.",
      is: {
        heard: { says: "Your microphone picks you up.", advice: null },
        silent: {
          says: "The microphone is on, but there was nothing to hear.",
          advice:
            "Is the right microphone chosen? Is it muted at the headset or the device? Move closer and check again.",
        },
      },
    },
    camera: {
      title: "Camera",
      running: "Looking at the camera.",
      picture: "Your own picture",
      is: {
        seen: { says: "Your camera gives a moving picture.", advice: null },
        still: {
          says: "The camera is on, but no picture comes.",
          advice: "Close other programs that might use the camera. Unplug the camera and plug it in again.",
        },
        dark: {
          says: "The camera's picture is black.",
          advice:
            "Is there a cover before the lens? Some devices also have a switch or a key for the camera. Turn on a light.",
        },
      },
    },
    speaker: {
      title: "Loudspeaker",
      running: "You should hear two soft tones now. Do you hear them?",
      play: "Play the tone again",
      yes: "I hear the tone",
      no: "I hear nothing",
      is: {
        heard: { says: "You hear the tone.", advice: null },
        unheard: {
          says: "You did not hear the tone.",
          advice:
            "Turn the volume up and do not mute the device. Are headphones connected that are not on your ears? Choose the right loudspeaker in the settings of the device.",
        },
      },
    },
    relay: {
      title: "Relay",
      running: "Opening the connection to the server.",
      is: {
        open: { says: "The server that brings the two of you together can be reached.", advice: null },
        closed: {
          says: "The server that brings the two of you together cannot be reached.",
          advice:
            "Are you connected to the Internet? Some networks of companies and hospitals block WebSockets: try a mobile network, or ask whoever looks after the network.",
        },
      },
    },
    udp: {
      title: "Way out (UDP)",
      running: "Checking whether this network allows the fastest way.",
      is: {
        open: { says: "UDP works. That is the best way for picture and sound.", advice: null },
        blocked: {
          says: "This network does not let UDP through. What is left is the way over TCP.",
          advice:
            "Calls may stutter when the line is bad. Another network is better: at home instead of the office, mobile instead of public Wi-Fi. Switch a VPN off if you may.",
        },
        unasked: {
          says: "This cannot be checked here: this service names no server that would answer.",
          advice: null,
        },
        unknown: { says: "This browser does not say whether UDP works.", advice: null },
      },
    },
    station: {
      title: "Intermediate station",
      running: "Checking whether the intermediate station answers.",
      ways: (open) => `Reachable over ${open.map((way) => ways[way]).join(", ")}.`,
      is: {
        open: {
          says: "The intermediate station answers. It helps where no direct way can be found.",
          advice: null,
        },
        silent: {
          says: "The intermediate station cannot be reached from here.",
          advice:
            "A call works only if there is a direct way. Try another network, for example a mobile network.",
        },
        refused: {
          says: "The intermediate station answers but does not take the credentials.",
          advice: "This is not your fault. Tell whoever runs this service.",
        },
        unknown: {
          says: "This browser does not say whether the intermediate station answers.",
          advice: null,
        },
        later: {
          says: "This is known only in the call: credentials for the intermediate station are given when your therapist lets you in.",
          advice: null,
        },
      },
    },
    line: {
      title: "Speed of the line",
      running: "Measuring the line, first to you, then from you.",
      rates: (down, up) => `To you ${kbits(down)}, from you ${kbits(up)}, measured to the server.`,
      is: {
        enough: {
          says: "The line carries the 2,000 kbit/s that are asked for video consultations.",
          advice: null,
        },
        low: {
          says: "The line is below the 2,000 kbit/s that are asked for video consultations. A call works, the picture will be smaller.",
          advice:
            "Move closer to the Wi-Fi router or use a cable. Stop downloads and videos on other devices.",
        },
        weak: {
          says: "The line is very slow. Sound goes first, the picture may drop out.",
          advice:
            "Move closer to the Wi-Fi router or use a cable. Try another network, or talk without a camera.",
        },
        busy: {
          says: "This network was measured often just now. The server measures again in a few minutes.",
          advice: "Wait a few minutes, then check again.",
        },
        failed: {
          says: "The line could not be measured: the server was not reached.",
          advice: "Check your Internet connection and try again.",
        },
      },
    },
  },
};
