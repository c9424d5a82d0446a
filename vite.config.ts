import { join } from "node:path";
import { defineConfig } from "vite";
import { writeHashList } from "./tools/hash-list.ts";
import { lateIntegrity, sealPages } from "./tools/integrity.ts";

const WEB = join(import.meta.dirname, "dist", "web");

// What the lobby begins with is one file: a phone on a bad line pays for each request.
const BASE = [
  /node_modules\/(preact|@preact|zod|@scure)\//,
  /vite\/preload-helper/,
  /src\/web\/style\/main\.css$/,
  /lucide\/.*\/(defaultAttributes|camera-off|check|circle-alert|download|info|mic|mic-off|phone|shield-alert|video|video-off|volume-2)\.mjs$/,
  /src\/protocol\//,
  /src\/e2ee\/(bytes|link|primitives)\.ts$/,
  /src\/web\/call\/(device-changes|device-memory|entry-memory|kept-consent|level-meter|media|observable)\.ts$/,
  /src\/web\/screens\/(browser-check|device-check|device-choice|device-trouble|instance-config|no-way|phone-help|problem)\.tsx?$/,
  /src\/web\/ui\/(button|icon|keep-awake|language|level-meter|notice|page|save-file|sounds|use-lasting|use-now|use-observable|video)\.tsx?$/,
];

const groups = [
  {
    name: "base",
    test: (id: string) => BASE.some((part) => part.test(id)),
    includeDependenciesRecursively: false,
  },
];

// The web files are static, hashed and without inline code, so that they can be served from an origin of
// their own and compared with a published list of hashes. The pages are built one after the other and share
// no file (docs/decisions/0029).
export default defineConfig({
  root: "src/web",
  publicDir: "public",
  plugins: [lateIntegrity()],
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    outDir: "../../dist/web",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: "es2022",
  },
  environments: {
    client: {
      build: {
        emptyOutDir: true,
        rolldownOptions: {
          input: { call: "src/web/call.html" },
          output: { codeSplitting: { groups } },
        },
      },
    },
    check: {
      consumer: "client",
      build: {
        emptyOutDir: false,
        copyPublicDir: false,
        rolldownOptions: { input: { check: "src/web/check.html" } },
      },
    },
    practice: {
      consumer: "client",
      build: {
        emptyOutDir: false,
        copyPublicDir: false,
        rolldownOptions: { input: { practice: "src/web/practice.html" } },
      },
    },
  },
  builder: {
    async buildApp(builder) {
      for (const name of ["client", "check", "practice"]) {
        const environment = builder.environments[name];
        if (environment !== undefined) await builder.build(environment);
      }
      sealPages(WEB);
      writeHashList(WEB);
    },
  },
});
