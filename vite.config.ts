import { defineConfig } from "vite";

// What both pages begin with is one file: a phone on a bad line pays for each request.
const BASE = [
  /node_modules\/(preact|@preact|zod|@scure)\//,
  /vite\/preload-helper/,
  /src\/web\/style\/main\.css$/,
  /lucide\/.*\/(defaultAttributes|camera-off|check|circle-alert|download|info|mic|mic-off|phone|shield-alert|video|video-off|volume-2)\.mjs$/,
  // The API of accounts is the desk's alone.
  /src\/protocol\/(?!api-)/,
  /src\/e2ee\/(bytes|link|primitives)\.ts$/,
  /src\/web\/call\/(device-memory|entry-memory|level-meter|media|observable)\.ts$/,
  /src\/web\/screens\/(browser-check|device-check|device-choice|device-trouble|instance-config|phone-help|problem)\.tsx?$/,
  /src\/web\/ui\/(button|icon|keep-awake|language|level-meter|notice|page|save-file|sounds|use-now|use-observable|video)\.tsx?$/,
];

// The web files are static, hashed and without inline code, so that they can be served from an origin of
// their own and compared with a published list of hashes.
export default defineConfig({
  root: "src/web",
  publicDir: "public",
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    outDir: "../../dist/web",
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: "es2022",
    rolldownOptions: {
      input: { call: "src/web/call.html", practice: "src/web/practice.html" },
      output: {
        codeSplitting: {
          groups: [
            {
              name: "base",
              test: (id: string) => BASE.some((part) => part.test(id)),
              includeDependenciesRecursively: false,
            },
          ],
        },
      },
    },
  },
});
