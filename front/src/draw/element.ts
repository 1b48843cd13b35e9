// <land-draw src="SETTINGS" for="ID OF A TEXTAREA" kinds="polygon linestring point">: draws what the textarea says, and
// writes there what is drawn. Who works without a pointer writes into the textarea.
import type { Geometry } from "geojson";
import type { Map } from "maplibre-gl";
import { TerraDraw, TerraDrawLineStringMode, TerraDrawPointMode, TerraDrawPolygonMode, TerraDrawSelectMode, type GeoJSONStoreFeatures } from "terra-draw";
import { TerraDrawMapLibreGLAdapter } from "terra-draw-maplibre-gl-adapter";
import { openMap } from "../map/canvas.ts";
import { button, make } from "../map/dom.ts";
import { load, type Settings } from "../map/settings.ts";
import { DRAW_WORDS, WORDS, type DrawWords, type Words } from "../map/words.ts";
import { View } from "../map/view.ts";
import { corners, pieces, read, write, type Simple } from "./wkt.ts";

type Kind = "polygon" | "linestring" | "point";
const KINDS: Kind[] = ["polygon", "linestring", "point"];
const EDIT = "select";
const REST = "static"; // terra-draw's own mode that changes nothing
const CORNER = { midpoints: true, draggable: true, deletable: true };

function modes(): ConstructorParameters<typeof TerraDraw>[0]["modes"] {
    const shape = { feature: { draggable: false, coordinates: CORNER } };
    return [
        new TerraDrawPolygonMode({ showCoordinatePoints: true }),
        new TerraDrawLineStringMode({ showCoordinatePoints: true }),
        new TerraDrawPointMode(),
        new TerraDrawSelectMode({ flags: { polygon: shape, linestring: shape, point: { feature: { draggable: true } } } }),
    ];
}

function bounds(shapes: Simple[]): [[number, number], [number, number]] | undefined {
    const all = corners(shapes) as [number, number][];
    if (!all.length) return undefined;
    const [lons, lats] = [all.map(([lon]) => lon), all.map(([, lat]) => lat)];
    return [[Math.min(...lons), Math.min(...lats)], [Math.max(...lons), Math.max(...lats)]];
}

/** The element; it sets `data-state` to `ready` when one can draw. */
export class LandDraw extends HTMLElement {
    map: Map | undefined;
    #draw: TerraDraw | undefined;
    #text: HTMLTextAreaElement | undefined;
    #words: (Words & DrawWords) | undefined;
    #before: string[] = [];
    #after: string[] = [];
    #current = "";
    #showing = false;
    readonly #buttons = new globalThis.Map<string, HTMLButtonElement>();
    readonly #said = make("p", { class: "help", role: "status" });
    readonly #corners = make("ol", { class: "draw-corners coordinates" });

    connectedCallback(): void {
        if (this.dataset["state"]) return;
        this.dataset["state"] = "loading";
        this.#open().catch((fault: unknown) => {
            this.dataset["state"] = "failed";
            console.error(fault);
        });
    }

    disconnectedCallback(): void {
        this.map?.remove();
        this.map = undefined;
    }

    async #open(): Promise<void> {
        const text = document.getElementById(this.getAttribute("for") ?? "");
        if (!(text instanceof HTMLTextAreaElement)) throw new Error("land-draw: for names no textarea");
        this.#text = text;
        const settings = await load(this.getAttribute("src") ?? "", [...WORDS, ...DRAW_WORDS]);
        this.#words = settings.words as Words & DrawWords;
        const canvas = make("div", { class: "map-canvas" });
        this.replaceChildren(this.#toolbar(), make("div", { class: "map-stage draw-stage" }, canvas), this.#said, this.#list());
        const map = await openMap(canvas, settings, new View(settings, new URLSearchParams()), { alone: true });
        this.map = map;
        await map.once("load");
        this.#begin(map, settings);
        this.dataset["state"] = "ready";
    }

    #begin(map: Map, settings: Settings): void {
        const draw = new TerraDraw({ adapter: new TerraDrawMapLibreGLAdapter({ map, coordinatePrecision: 9 }), modes: modes() });
        this.#draw = draw;
        draw.start();
        draw.on("finish", () => this.#drawn());
        draw.on("change", (_ids, type) => {
            if (type === "delete" && !this.#showing) this.#drawn();
        });
        const text = this.#text as HTMLTextAreaElement;
        for (const name of ["change", "draft-restored"]) text.addEventListener(name, () => this.#written());
        this.#current = text.value;
        this.#show(text.value, true);
        this.#mode(text.value.trim() ? EDIT : (this.#kinds()[0] ?? EDIT));
        if (settings.tiles) map.resize();
    }

    #kinds(): Kind[] {
        const asked = (this.getAttribute("kinds") ?? "polygon").split(/\s+/);
        return KINDS.filter((kind) => asked.includes(kind));
    }

    #toolbar(): HTMLElement {
        const words = this.#words as Words & DrawWords;
        const add = (name: string, word: string, press: () => void): HTMLButtonElement => {
            const made = button(word, press);
            this.#buttons.set(name, made);
            return made;
        };
        const draws = this.#kinds().map((kind) => add(kind, words[`draw_${kind}`], () => this.#mode(kind)));
        return make(
            "div", { class: "toolbar", role: "toolbar", "aria-label": words.draw_help },
            ...draws, add(EDIT, words.draw_edit, () => this.#mode(EDIT)), add(REST, words.draw_move, () => this.#mode(REST)),
            add("undo", words.draw_undo, () => this.#step(this.#before, this.#after)),
            add("redo", words.draw_redo, () => this.#step(this.#after, this.#before)),
            add("clear", words.draw_clear, () => this.#change("")),
        );
    }

    #list(): HTMLElement {
        const words = this.#words as Words & DrawWords;
        return make("details", { class: "more" }, make("summary", {}, words.draw_vertices), this.#corners);
    }

    #mode(name: string): void {
        this.#draw?.setMode(name);
        for (const [each, made] of this.#buttons) {
            if ([...KINDS, EDIT, REST].includes(each as Kind)) made.setAttribute("aria-pressed", String(each === name));
        }
    }

    /** What is drawn, without the points that only help to draw. */
    #shapes(): Simple[] {
        const all = this.#draw?.getSnapshot() ?? [];
        return all.filter(({ properties }) => KINDS.includes(properties["mode"] as Kind) && !helps(properties)).map(({ geometry }) => geometry as Simple);
    }

    #drawn(): void {
        this.#keep(write(this.#shapes()));
    }

    /** The text was changed by hand. */
    #written(): void {
        const text = (this.#text as HTMLTextAreaElement).value;
        if (text === this.#current) return;
        this.#before.push(this.#current);
        this.#after = [];
        this.#current = text;
        this.#show(text, true);
    }

    /** Write into the textarea and remember what stood there. */
    #keep(text: string): void {
        if (text === this.#current) return;
        this.#before.push(this.#current);
        this.#after = [];
        this.#put(text);
    }

    #put(text: string): void {
        const area = this.#text as HTMLTextAreaElement;
        this.#current = text;
        area.value = text;
        area.dispatchEvent(new Event("input", { bubbles: true }));
        this.#tell(read(text));
    }

    #change(text: string): void {
        this.#keep(text);
        this.#show(text, false);
    }

    #step(from: string[], to: string[]): void {
        const text = from.pop();
        if (text === undefined) return;
        to.push(this.#current);
        this.#put(text);
        this.#show(text, false);
    }

    /** Draw a text. */
    #show(text: string, look: boolean): void {
        const shape = read(text);
        const shapes = (shape && pieces(shape)) ?? [];
        const mode = this.#draw?.getMode();
        this.#showing = true;
        this.#draw?.clear();
        this.#draw?.addFeatures(shapes.map(feature));
        this.#showing = false;
        if (mode) this.#mode(mode);
        this.#tell(shape);
        const box = bounds(shapes);
        if (look && box) this.map?.fitBounds(box, { padding: 60, maxZoom: 17, animate: false });
    }

    #tell(shape: Geometry | undefined): void {
        const words = this.#words as Words & DrawWords;
        const shapes = shape ? pieces(shape) : [];
        this.#said.textContent = words.draw_help;
        if (this.#current.trim() && !shape) this.#said.textContent = words.draw_unreadable;
        else if (!shapes) this.#said.textContent = words.draw_not_editable;
        const rows = corners(shapes ?? []).map(([lon, lat]) => make("li", {}, `${words.lat} ${lat}  ${words.lon} ${lon}`));
        this.#corners.replaceChildren(...rows);
        (this.#buttons.get("undo") as HTMLButtonElement).disabled = !this.#before.length;
        (this.#buttons.get("redo") as HTMLButtonElement).disabled = !this.#after.length;
    }
}

function helps(properties: Record<string, unknown>): boolean {
    return ["coordinatePoint", "midPoint", "selectionPoint", "closingPoint", "snappingPoint", "currentlyDrawing"].some((name) => properties[name]);
}

function feature(geometry: Simple): GeoJSONStoreFeatures {
    return { type: "Feature", geometry, properties: { mode: geometry.type.toLowerCase() } } as unknown as GeoJSONStoreFeatures;
}
