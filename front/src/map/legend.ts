// The legend, which is also the switch of what is shown.
import { checkbox, choice, make, newId } from "./dom.ts";
import type { Settings, Status } from "./settings.ts";
import type { View } from "./view.ts";

/** A swatch as on the map: hatched where the land is open. */
function swatch(status: Status): Node {
    const name = "http://www.w3.org/2000/svg";
    const draw = (tag: string, attributes: Record<string, string | number>): SVGElement => {
        const made = document.createElementNS(name, tag);
        for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
        return made;
    };
    const svg = draw("svg", { class: "swatch", width: 30, height: 20, viewBox: "0 0 30 20", "aria-hidden": "true" });
    svg.append(draw("rect", { x: 1, y: 1, width: 28, height: 18, fill: status.fill }));
    for (const angle of status.angles) {
        for (let x = -20; x < 30; x += 7) {
            const [y1, y2] = angle < 90 ? [20, 0] : [0, 20];
            svg.append(draw("line", { x1: x, y1, x2: x + 20, y2, stroke: status.hatch, "stroke-width": 1.2, "stroke-opacity": 0.75 }));
        }
    }
    svg.append(draw("rect", { x: 1, y: 1, width: 28, height: 18, fill: "none", stroke: status.line, "stroke-width": 1.5 }));
    return svg;
}

function group(title: string, ...inside: Node[]): HTMLFieldSetElement {
    return make("fieldset", { class: "map-group" }, make("legend", {}, title), ...inside);
}

/** Statuses, each with a box. */
export function legend({ statuses, words }: Settings, view: View): HTMLElement {
    const boxes = statuses.map((status) =>
        checkbox([swatch(status), status.label], view.statuses.has(status.code), (on) => view.toggle("statuses", status.code, on)),
    );
    return group(words.legend, ...boxes);
}

/** Other layers and grounds, each with a box. */
export function layerList({ layers = [], grounds = [], words }: Settings, view: View): HTMLElement[] {
    const rows = (title: string, all: { id: string; label: string }[]): HTMLElement[] =>
        all.length ? [group(title, ...all.map(({ id, label }) => checkbox([label], view.layers.has(id), (on) => view.toggle("layers", id, on))))] : [];
    return [...rows(words.layers, layers), ...rows(words.ground, grounds)];
}

/** Class of hazard, and the day and hour of the knowledge. */
export function switches({ classes, words }: Settings, view: View): HTMLElement {
    const options = classes.map(({ code, label }) => ({ value: code, label }));
    const kind = choice(words.class, options, view.class, (code) => view.set("class", code));
    const [id, help] = [newId("known-at"), newId("known-at-help")];
    const input = make("input", { id, type: "datetime-local", "aria-describedby": help, value: view.known_at.slice(0, 16) });
    input.addEventListener("change", () => view.set("known_at", input.value ? `${input.value}Z` : ""));
    const known = make(
        "div", { class: "field" },
        make("label", { for: id }, words.known_at), input, make("p", { class: "help", id: help }, words.known_at_help),
    );
    return group(words.view, kind, known);
}
