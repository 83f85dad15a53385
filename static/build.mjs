// Builds the look of the portal into static/built: styles, scripts, fonts.
import { copyFile, mkdir, rename, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { compile } from "sass";

const here = dirname(fileURLToPath(import.meta.url));
const shown = join(here, "built");
// Built aside and put in place whole, so that a portal that is running keeps its looks.
const built = join(here, "built-aside");
const modules = join(here, "..", "node_modules");
const require = createRequire(import.meta.url);

const FONT = "@fontsource/atkinson-hyperlegible/files/atkinson-hyperlegible";
// latin-ext carries the Welsh w and y with circumflex; pages without them never fetch it.
const FONTS = ["latin-400", "latin-700", "latin-ext-400", "latin-ext-700"];
const COPIES = [
  [join(here, "src", "portal.js"), "portal.js"],
  [join(here, "src", "wall.js"), "wall.js"],
  [join(here, "src", "capture-worker.js"), "capture-worker.js"],
  [join(here, "src", "coding.js"), "coding.js"],
  [join(here, "src", "entries.js"), "entries.js"],
  [join(here, "src", "review.js"), "review.js"],
  [join(here, "src", "scoring.js"), "scoring.js"],
  [join(here, "src", "decision.js"), "decision.js"],
  [join(here, "src", "arrange.js"), "arrange.js"],
  [join(here, "src", "grid.js"), "grid.js"],
  [join(here, "src", "comments.js"), "comments.js"],
  [join(here, "src", "approval.js"), "approval.js"],
  [join(here, "src", "joining.js"), "joining.js"],
  [join(here, "src", "preview.js"), "preview.js"],
  [join(here, "src", "reporting.js"), "reporting.js"],
  [join(here, "src", "meeting.js"), "meeting.js"],
  [require.resolve("htmx.org/dist/htmx.min.js"), "htmx.min.js"],
  [require.resolve("axe-core/axe.min.js"), "axe.min.js"],
  ...FONTS.map((name) => [join(modules, `${FONT}-${name}-normal.woff2`), `fonts/${name}.woff2`]),
];

await rm(built, { recursive: true, force: true });
await mkdir(join(built, "fonts"), { recursive: true });
const { css } = compile(join(here, "src", "portal.scss"), {
  style: "compressed",
  loadPaths: [modules],
  quietDeps: true,
});
// Every browser we serve knows custom properties: the modules need no second colour.
const lean = css.replace(/var\((--govuk-[\w-]+), ?#[0-9a-f]+\)/gi, "var($1)");
await writeFile(join(built, "portal.css"), lean);
for (const [from, to] of COPIES) await copyFile(from, join(built, to));
// One file of the scribe's page: a hall's wifi brings one sooner than twenty-four.
await build({
  entryPoints: [join(here, "src", "capture", "main.js")],
  outfile: join(built, "capture.js"),
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  logLevel: "warning",
});
// The plan's editor stands on the one that django-prose-editor brings: the page's import map
// says where it is, so that it is neither bundled nor loaded twice.
await build({
  entryPoints: [join(here, "src", "editor", "main.js")],
  outfile: join(built, "editor.js"),
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  external: ["django-prose-editor/editor"],
  logLevel: "warning",
});
await rm(shown, { recursive: true, force: true });
await rename(built, shown);
console.log(`static/built: portal.css is ${(lean.length / 1024).toFixed(1)} KB`);
