// Builds the look of the portal into static/built: styles, scripts, fonts.
import { copyFile, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { compile } from "sass";
import subsetFont from "subset-font";

const here = dirname(fileURLToPath(import.meta.url));
const shown = join(here, "built");
// Built aside and put in place whole, so that a portal that is running keeps its looks.
const built = join(here, "built-aside");
const modules = join(here, "..", "node_modules");
const require = createRequire(import.meta.url);

// The typeface made for low vision, by its second edition: the first has no Welsh w and y with
// circumflex. English and Welsh letters, signs and figures; other letters are the system's.
const FONTS = { 400: "400Regular", 700: "700Bold" };
const FONT = "@expo-google-fonts/atkinson-hyperlegible-next";
const between = (first, last) =>
  Array.from({ length: last - first + 1 }, (_, i) => String.fromCharCode(first + i)).join("");
const LETTERS =
  between(0x20, 0x7e) + between(0xa0, 0xff) + "ŴŵŶŷẀẁẂẃẄẅỲỳŸŒœ€–—‘’‚“”„…•′″‹›−×≤≥≠™";
const COPIES = [
  [join(here, "src", "portal.js"), "portal.js"],
  [join(here, "src", "wall.js"), "wall.js"],
  [join(here, "src", "capture-worker.js"), "capture-worker.js"],
  [join(here, "src", "coding.js"), "coding.js"],
  [join(here, "src", "entries.js"), "entries.js"],
  [join(here, "src", "review.js"), "review.js"],
  [join(here, "src", "arrange.js"), "arrange.js"],
  [join(here, "src", "grid.js"), "grid.js"],
  [join(here, "src", "comments.js"), "comments.js"],
  [join(here, "src", "preview.js"), "preview.js"],
  [join(here, "src", "copying.js"), "copying.js"],
  [join(here, "src", "passkeys.js"), "passkeys.js"],
  [require.resolve("htmx.org/dist/htmx.min.js"), "htmx.min.js"],
  [require.resolve("axe-core/axe.min.js"), "axe.min.js"],
];

const kilobytes = (bytes) => (bytes.length / 1024).toFixed(1);
await rm(built, { recursive: true, force: true });
await mkdir(join(built, "fonts"), { recursive: true });
const sizes = [];
for (const name of ["public", "portal"]) {
  const { css } = compile(join(here, "src", `${name}.scss`), {
    style: "compressed",
    loadPaths: [modules],
    quietDeps: true,
  });
  // Every browser we serve knows custom properties: the modules need no second colour.
  const lean = css.replace(/var\((--govuk-[\w-]+), ?#[0-9a-f]+\)/gi, "var($1)");
  await writeFile(join(built, `${name}.css`), lean);
  // Found beside it by what serves static files.
  const small = gzipSync(lean, { level: 9 });
  await writeFile(join(built, `${name}.css.gz`), small);
  sizes.push(`${name}.css ${kilobytes(small)} KB compressed`);
}
for (const [weight, name] of Object.entries(FONTS)) {
  const whole = await readFile(join(modules, FONT, name, `AtkinsonHyperlegibleNext_${name}.ttf`));
  const font = await subsetFont(whole, LETTERS, { targetFormat: "woff2" });
  await writeFile(join(built, "fonts", `${weight}.woff2`), font);
  sizes.push(`${weight}.woff2 ${kilobytes(font)} KB`);
}
for (const [from, to] of COPIES) await copyFile(from, join(built, to));
// Those that save by themselves, each with what it stands on.
await build({
  entryPoints: ["approval", "decision", "joining", "meeting", "reporting", "scoring"].map((name) =>
    join(here, "src", `${name}.js`),
  ),
  outdir: built,
  bundle: true,
  format: "iife",
  target: "es2022",
  logLevel: "warning",
});
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
console.log(`static/built: ${sizes.join(", ")}`);
