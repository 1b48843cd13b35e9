// Build the assets: node build.mjs FOLDER. The same sources give the same bytes on every machine.
//
// Everything is built in memory under one fixed folder name, so that no name or hash depends on where it is written;
// then FOLDER is emptied and filled.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync, existsSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const HERE = dirname(fileURLToPath(import.meta.url));
const MODULES = join(HERE, "node_modules");
const BUILT = join(HERE, "built"); // a name only: nothing is written there
const PREFIX = "/assets/"; // where the server serves FOLDER
const WORKER = "maplibre-gl/dist/maplibre-gl-worker.mjs";

const PAGES = ["base", "map", "draw"];
const FONTS = [
    ["noto-sans", "noto-sans", ["latin", "latin-ext", "cyrillic", "cyrillic-ext"]],
    ["noto-sans-arabic", "noto-sans-arabic", ["arabic"]],
];

/** The font files that we serve: one for each script, with the characters that it covers. */
function fontFiles() {
    return FONTS.flatMap(([folder, stem, scripts]) => {
        const ranges = JSON.parse(readFileSync(join(MODULES, "@fontsource-variable", folder, "unicode.json"), "utf8"));
        return scripts.map((script) => ({
            file: `@fontsource-variable/${folder}/files/${stem}-${script}-wght-normal.woff2`,
            range: ranges[script],
        }));
    });
}

/** `fonts:css` and `fonts:faces`: the same files for the pages and for the labels of the map. */
const fonts = {
    name: "fonts",
    setup(builder) {
        builder.onResolve({ filter: /^fonts:/ }, ({ path }) => ({ path, namespace: "fonts" }));
        builder.onLoad({ filter: /^fonts:css$/, namespace: "fonts" }, () => ({
            contents: fontFiles().map(fontRule).join("\n"),
            loader: "css",
            resolveDir: HERE,
        }));
        builder.onLoad({ filter: /^fonts:faces$/, namespace: "fonts" }, () => ({
            contents: fontModule(fontFiles()),
            loader: "js",
            resolveDir: HERE,
        }));
    },
};

function fontRule({ file, range }) {
    return `@font-face { font-family: "Noto Sans"; font-style: normal; font-weight: 100 900; font-display: swap;
        src: url("${file}") format("woff2"); unicode-range: ${range}; }`;
}

function fontModule(files) {
    const imports = files.map(({ file }, index) => `import f${index} from ${JSON.stringify(file)};`);
    const faces = files.map(({ range }, index) => `[f${index}, ${JSON.stringify(range.split(","))}]`);
    return `${imports.join("\n")}\nexport const FACES = [${faces.join(", ")}];`;
}

/** `worker:file`: MapLibre's worker is a file of its own, so that no script is ever made from text. */
const worker = {
    name: "worker",
    setup(builder) {
        builder.onResolve({ filter: /^worker:file$/ }, ({ path }) => ({ path, namespace: "worker" }));
        builder.onLoad({ filter: /.*/, namespace: "worker" }, () => ({
            contents: `export const WORKER = ${JSON.stringify(workerFile().name)};`,
            loader: "js",
        }));
    },
};

function workerFile() {
    const text = readFileSync(join(MODULES, WORKER), "utf8").replace(/\n?\/\/# sourceMappingURL=.*\n?$/, "\n");
    const bytes = Buffer.from(text);
    return { name: `map-worker.${fingerprint(bytes)}.js`, bytes };
}

function fingerprint(bytes) {
    return createHash("sha256").update(bytes).digest("hex").slice(0, 10);
}

/** What every build shares. */
const common = {
    absWorkingDir: HERE,
    outdir: BUILT,
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    charset: "utf8",
    legalComments: "none", // their texts stand whole in LICENCES.md
    target: ["es2022", "chrome111", "firefox115", "safari16.4"],
    logLevel: "warning",
};

async function buildPages() {
    const mapStyles = { in: "src/map.css", out: "map-style" };
    const styles = { in: "src/style.css", out: "style" };

    return build({
        ...common,
        entryPoints: [...PAGES.map((page) => ({ in: `src/${page}.ts`, out: page })), styles, mapStyles],
        format: "esm",
        splitting: true,
        entryNames: "[name].[hash]",
        chunkNames: "shared.[hash]",
        assetNames: "[name].[hash]",
        loader: { ".woff2": "file" },
        plugins: [fonts, worker],
    });
}

/** The service worker knows the names of all the files that the shell needs. */
async function buildServiceWorker(shell) {
    const version = fingerprint(Buffer.from(shell.join("\n")));
    return build({
        ...common,
        entryPoints: [{ in: "src/sw.ts", out: "sw" }],
        format: "iife",
        entryNames: "[name].[hash]",
        define: { SHELL: JSON.stringify(shell), VERSION: JSON.stringify(version) },
    });
}

/** Every file of a build by its name, and the logical name of each entry. */
function collect(result, files, entries) {
    for (const { path, contents } of result.outputFiles) files.set(basename(path), Buffer.from(contents));
    for (const [path, output] of Object.entries(result.metafile.outputs)) {
        if (output.entryPoint === undefined) continue;
        const file = basename(path);
        const logical = file.replace(/\.[^.]+(\.\w+)$/, "$1");
        const imports = output.imports.filter(({ kind }) => kind === "import-statement").map((each) => basename(each.path));
        entries.set(logical, { file, imports: imports.sort() });
    }
}

function logicalName(file) {
    return file.replace(/\.[^.]+(\.\w+)$/, "$1");
}

function manifest(files, entries) {
    const named = new Map(entries);
    for (const file of files.keys()) {
        const logical = logicalName(file);
        if (!logical.startsWith("shared.") && !named.has(logical)) named.set(logical, { file, imports: [] });
    }
    const rows = [...named].sort(([a], [b]) => (a < b ? -1 : 1)).map(([logical, { file, imports }]) => {
        const bytes = files.get(file);
        const integrity = `sha384-${createHash("sha384").update(bytes).digest("base64")}`;
        return [logical, { file, size: bytes.length, integrity, imports }];
    });
    return `${JSON.stringify(Object.fromEntries(rows), null, 2)}\n`;
}

/** Packages whose text went into the files: those that esbuild read, and those that MapLibre had bundled before. */
function bundled(...results) {
    const inputs = results.flatMap((result) => Object.keys(result.metafile.inputs));
    const names = inputs.map((path) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1]).filter(Boolean);
    const found = new Set(names);
    const look = [...found, "maplibre-gl"];
    found.add("maplibre-gl");
    while (look.length) {
        const about = packageOf(look.pop());
        for (const name of Object.keys(about?.dependencies ?? {})) {
            if (found.has(name) || name.startsWith("@types/") || !packageOf(name)) continue;
            found.add(name);
            look.push(name);
        }
    }
    return [...found].sort();
}

function packageOf(name) {
    const file = join(MODULES, name, "package.json");
    return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
}

function licence(name) {
    const about = packageOf(name);
    const folder = join(MODULES, name);
    const file = readdirSync(folder).sort().find((each) => /^(licen[cs]e|copying)/i.test(each));
    const text = file ? readFileSync(join(folder, file), "utf8").trim() : unpacked(name, about);
    return `## ${name} ${about.version}\n\n${about.license}\n\n\`\`\`text\n${text.replace(/\r\n/g, "\n")}\n\`\`\`\n`;
}

/** Some packages leave their licence's text out; ours of the same licence stand beside this script. */
function unpacked(name, about) {
    const file = join(HERE, "licences", `${name.replace("/", "-")}.txt`);
    if (!existsSync(file)) throw new Error(`${name} (${about.license}) brings no licence text: add ${relative(HERE, file)}`);
    return readFileSync(file, "utf8").trim();
}

function licences(names) {
    const head = "# Licences of what is bundled here\n\nThe files of this folder are built from `front/` and hold code and fonts of:\n";
    return `${head}\n${names.map((name) => `- ${name}`).join("\n")}\n\n${names.map(licence).join("\n")}`;
}

async function main(folder) {
    const files = new Map();
    const entries = new Map();
    const pages = await buildPages();
    collect(pages, files, entries);
    const { name, bytes } = workerFile();
    files.set(name, bytes);
    const service = await buildServiceWorker([...files.keys()].sort().map((file) => PREFIX + file));
    collect(service, files, entries);
    const all = new Map(files);
    all.set("manifest.json", Buffer.from(manifest(files, entries)));
    all.set("LICENCES.md", Buffer.from(licences(bundled(pages, service))));
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    for (const [file, content] of all) writeFileSync(join(folder, file), content);
    const total = [...all.values()].reduce((sum, content) => sum + content.length, 0);
    console.log(`assets: ${all.size} files, ${total.toLocaleString("en")} bytes in ${relative(process.cwd(), folder)}`);
}

if (process.argv.length !== 3) {
    console.error("usage: node build.mjs FOLDER");
    process.exit(2);
}
await main(resolve(process.argv[2]));
