// German texts of the check before a call; check-en.ts has the same keys by type.

const kbits = (rate: number): string => {
  if (rate > 20_000) return "mehr als 20.000 kbit/s";
  return `etwa ${(Math.round(rate / 10) * 10).toLocaleString("de")} kbit/s`;
};
const ways = { udp: "UDP", tcp: "TCP", tls: "TLS" } as const;

export const checkDe = {
  title: "Gerät und Verbindung prüfen",
  lead: "In einer Minute wissen Sie, ob ein Gespräch von diesem Gerät und aus diesem Netz gelingt. Das geht auch schon Tage vorher.",
  facts:
    "Bild und Ton bleiben auf diesem Gerät. Um die Leitung zu messen, gehen höchstens vier Megabyte zufällige Daten zwischen diesem Gerät und dem Server hin und her. Das Ergebnis steht nur hier.",
  forTherapist: "Als angemeldete Therapeut*in prüfen Sie auch, ob die Zwischenstation Sie annimmt.",
  start: "Prüfung starten",
  again: "Noch einmal prüfen",
  stop: "Prüfung abbrechen",
  asking: "Ihr Browser fragt nun nach Kamera und Mikrofon. Wählen Sie „Zulassen“.",
  list: "Was geprüft wird",
  grades: { good: "In Ordnung", warning: "Achtung", failed: "Klappt nicht", unknown: "Nicht bekannt" },
  waiting: "Noch nicht geprüft",
  isRunning: "Wird geprüft",
  advice: "Was Sie tun können:",
  progress: (done: number, all: number) => `${done} von ${all}`,
  ready: {
    good: "Alles bereit für ein Gespräch.",
    warning: "Ein Gespräch geht. Lesen Sie bitte, worauf Sie achten sollten.",
    failed: "So gelingt ein Gespräch noch nicht. Lesen Sie bitte, was fehlt und was hilft.",
  },
  copy: "Ergebnis kopieren",
  copied: "Kopiert. Sie können es Ihrer Praxis schicken. Es stehen keine Adressen und keine Namen darin.",
  notCopied: "Der Browser erlaubt das Kopieren nicht. Markieren Sie den Text und kopieren Sie ihn selbst.",
  resultTitle: (when: string) => `Prüfung von Gerät und Verbindung, ${when}`,
  back: "Sie können dieses Fenster schließen.",

  steps: {
    microphone: {
      title: "Mikrofon",
      running: "Sagen Sie bitte etwas, zum Beispiel „Guten Tag“.",
      level: "Lautstärke Ihres Mikrofons",
      levelHeard: "Ihre Stimme kommt an.",
      levelQuiet: "Der Balken bewegt sich, wenn Sie zu hören sind.",
      is: {
        heard: { says: "Ihr Mikrofon nimmt Sie auf.", advice: null },
        silent: {
          says: "Das Mikrofon ist eingeschaltet, aber es war nichts zu hören.",
          advice:
            "Ist das richtige Mikrofon gewählt? Ist es am Headset oder am Gerät stumm geschaltet? Gehen Sie näher heran und prüfen Sie noch einmal.",
        },
      },
    },
    camera: {
      title: "Kamera",
      running: "Die Kamera wird angesehen.",
      picture: "Ihr eigenes Bild",
      is: {
        seen: { says: "Ihre Kamera liefert ein bewegtes Bild.", advice: null },
        still: {
          says: "Die Kamera ist eingeschaltet, aber es kommt kein Bild.",
          advice:
            "Schließen Sie andere Programme, die die Kamera benutzen könnten. Stecken Sie die Kamera aus und wieder ein.",
        },
        dark: {
          says: "Das Bild der Kamera ist schwarz.",
          advice:
            "Ist eine Abdeckung vor der Linse? Manche Geräte haben auch einen Schalter oder eine Taste für die Kamera. Machen Sie Licht.",
        },
      },
    },
    speaker: {
      title: "Lautsprecher",
      running: "Sie sollten jetzt zwei leise Töne hören. Hören Sie sie?",
      play: "Ton noch einmal abspielen",
      yes: "Ich höre den Ton",
      no: "Ich höre nichts",
      is: {
        heard: { says: "Sie hören den Ton.", advice: null },
        unheard: {
          says: "Sie haben den Ton nicht gehört.",
          advice:
            "Stellen Sie das Gerät lauter und schalten Sie es nicht stumm. Ist ein Kopfhörer verbunden, der nicht auf den Ohren ist? Wählen Sie in den Einstellungen des Geräts den richtigen Lautsprecher.",
        },
      },
    },
    relay: {
      title: "Vermittlung",
      running: "Die Verbindung zum Server wird geöffnet.",
      is: {
        open: { says: "Der Server, der Sie beide zusammenbringt, ist erreichbar.", advice: null },
        closed: {
          says: "Der Server, der Sie beide zusammenbringt, ist nicht erreichbar.",
          advice:
            "Sind Sie mit dem Internet verbunden? In manchen Firmen- und Kliniknetzen sind WebSockets gesperrt: Versuchen Sie es über das Mobilnetz, oder fragen Sie, wer das Netz betreut.",
        },
      },
    },
    udp: {
      title: "Weg nach draußen (UDP)",
      running: "Es wird geprüft, ob dieses Netz den schnellsten Weg zulässt.",
      is: {
        open: { says: "UDP geht. Das ist der beste Weg für Bild und Ton.", advice: null },
        blocked: {
          says: "Dieses Netz lässt UDP nicht durch. Es bleibt der Weg über TCP.",
          advice:
            "Gespräche können stocken, wenn die Leitung schlecht ist. Besser ist ein anderes Netz: zu Hause statt in der Firma, Mobilnetz statt öffentlichem WLAN. Ein VPN schalten Sie aus, wenn Sie dürfen.",
        },
        unasked: {
          says: "Das lässt sich hier nicht prüfen: Dieser Dienst nennt keinen Server, der darauf antworten würde.",
          advice: null,
        },
        unknown: { says: "Dieser Browser sagt nicht, ob UDP geht.", advice: null },
      },
    },
    station: {
      title: "Zwischenstation",
      running: "Es wird geprüft, ob die Zwischenstation antwortet.",
      ways: (open: readonly (keyof typeof ways)[]) =>
        `Erreichbar über ${open.map((way) => ways[way]).join(", ")}.`,
      is: {
        open: {
          says: "Die Zwischenstation antwortet. Sie hilft, wenn kein direkter Weg zu finden ist.",
          advice: null,
        },
        silent: {
          says: "Die Zwischenstation ist von hier aus nicht erreichbar.",
          advice:
            "Ein Gespräch gelingt nur, wenn es einen direkten Weg gibt. Versuchen Sie ein anderes Netz, zum Beispiel das Mobilnetz.",
        },
        refused: {
          says: "Die Zwischenstation antwortet, nimmt aber die Zugangsdaten nicht an.",
          advice: "Das liegt nicht an Ihnen. Sagen Sie es, wer diesen Dienst betreibt.",
        },
        unknown: { says: "Dieser Browser sagt nicht, ob die Zwischenstation antwortet.", advice: null },
        later: {
          says: "Das zeigt sich erst im Gespräch: Die Zugangsdaten der Zwischenstation gibt es erst, wenn Ihre Therapeut*in Sie hereinholt.",
          advice: null,
        },
      },
    },
    line: {
      title: "Geschwindigkeit der Leitung",
      running: "Die Leitung wird gemessen, erst zu Ihnen, dann von Ihnen.",
      rates: (down: number, up: number) =>
        `Zu Ihnen ${kbits(down)}, von Ihnen ${kbits(up)}, gemessen bis zum Server.`,
      is: {
        enough: {
          says: "Die Leitung schafft die 2.000 kbit/s, die für Videosprechstunden verlangt werden.",
          advice: null,
        },
        low: {
          says: "Die Leitung liegt unter den 2.000 kbit/s, die für Videosprechstunden verlangt werden. Ein Gespräch geht, das Bild wird kleiner sein.",
          advice:
            "Gehen Sie näher an den WLAN-Router oder nehmen Sie ein Kabel. Beenden Sie Downloads und Videos auf anderen Geräten.",
        },
        weak: {
          says: "Die Leitung ist sehr langsam. Der Ton hat Vorrang, das Bild fällt womöglich weg.",
          advice:
            "Gehen Sie näher an den WLAN-Router oder nehmen Sie ein Kabel. Versuchen Sie ein anderes Netz, oder sprechen Sie ohne Kamera.",
        },
        busy: {
          says: "Aus diesem Netz wurde gerade oft gemessen. Der Server misst erst in ein paar Minuten wieder.",
          advice: "Warten Sie ein paar Minuten und prüfen Sie dann noch einmal.",
        },
        failed: {
          says: "Die Leitung ließ sich nicht messen: Der Server war nicht erreichbar.",
          advice: "Prüfen Sie Ihre Internetverbindung und versuchen Sie es noch einmal.",
        },
      },
    },
  },
};

/** Texts in the shape of the German ones. */
export type CheckText = typeof checkDe;
