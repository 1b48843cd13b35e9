// Search by id, place or coordinate: the server finds, the keyboard or the pointer chooses.
import { Marker, type Map } from "maplibre-gl";
import { calm, make, newId } from "./dom.ts";
import type { Settings } from "./settings.ts";
import type { View } from "./view.ts";

interface Found {
    label: string;
    kind: string;
    lon?: number;
    lat?: number;
    bbox?: [number, number, number, number];
    href?: string;
}

const QUIET_MS = 250;

/** The field and its list. */
export class Search {
    readonly element: HTMLElement;
    readonly #settings: Settings;
    readonly #view: View;
    readonly #map: Map;
    readonly #input: HTMLInputElement;
    readonly #list: HTMLUListElement;
    readonly #said: HTMLElement;
    readonly #marker: Marker;
    #found: Found[] = [];
    #at = -1;
    #timer = 0;
    #asked = 0;

    constructor(settings: Settings, view: View, map: Map) {
        [this.#settings, this.#view, this.#map] = [settings, view, map];
        const [id, list] = [newId("search"), newId("search-list")];
        this.#input = make("input", {
            id, type: "search", role: "combobox", autocomplete: "off", spellcheck: "false",
            "aria-controls": list, "aria-expanded": "false", "aria-autocomplete": "list",
        });
        this.#list = make("ul", { id: list, role: "listbox", class: "map-found", "aria-label": settings.words.search, hidden: true });
        this.#said = make("p", { class: "help", role: "status" });
        this.element = make("div", { class: "map-search field", role: "search" }, make("label", { for: id }, settings.words.search), this.#input, this.#list, this.#said);
        this.#marker = new Marker({ color: "#34489a" });
        this.#marker.getElement().setAttribute("aria-hidden", "true");
        this.#input.addEventListener("input", () => this.#later());
        this.#input.addEventListener("keydown", (event) => this.#onKey(event));
        this.element.addEventListener("focusout", (event) => {
            if (!this.element.contains(event.relatedTarget as Node | null)) this.#close();
        });
    }

    /** What was found for other words goes at once: Enter must not choose it. */
    #later(): void {
        window.clearTimeout(this.#timer);
        this.#found = [];
        this.#close();
        this.#timer = window.setTimeout(() => void this.#ask(), QUIET_MS);
    }

    async #ask(): Promise<void> {
        const text = this.#input.value.trim();
        const number = ++this.#asked;
        if (!text) return this.#close();
        const query = this.#view.parameters();
        query.set("q", text);
        const answer = await fetch(`${this.#settings.search}?${query}`, { headers: { Accept: "application/json" } }).catch(() => undefined);
        const found = answer?.ok ? ((await answer.json()) as Found[]) : undefined;
        if (number === this.#asked) this.#show(found);
    }

    #show(found: Found[] | undefined): void {
        const { words } = this.#settings;
        this.#found = found ?? [];
        this.#at = -1;
        this.#list.replaceChildren(...this.#found.map((each, index) => this.#row(each, index)));
        this.#open(this.#found.length > 0);
        if (!found) this.#said.textContent = words.search_failed;
        else this.#said.textContent = found.length ? words.search_some.replace("{count}", String(found.length)) : words.search_none;
    }

    #row({ label, kind }: Found, index: number): HTMLLIElement {
        const row = make(
            "li", { role: "option", id: `${this.#list.id}-${index}`, "aria-selected": "false" },
            make("span", {}, label), make("span", { class: "quiet small" }, kind),
        );
        // before the field loses the focus
        row.addEventListener("pointerdown", (event) => event.preventDefault());
        row.addEventListener("click", () => this.#choose(index));
        return row;
    }

    #onKey(event: KeyboardEvent): void {
        const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
        if (step && this.#found.length) {
            event.preventDefault();
            this.#open(true);
            this.#mark((this.#at + step + this.#found.length) % this.#found.length);
        } else if (event.key === "Enter") {
            event.preventDefault();
            if (this.#found.length) this.#choose(Math.max(this.#at, 0));
            else void this.#ask();
        } else if (event.key === "Escape") {
            this.#close();
        }
    }

    #mark(at: number): void {
        this.#at = at;
        [...this.#list.children].forEach((row, index) => row.setAttribute("aria-selected", String(index === at)));
        const row = this.#list.children[at];
        if (!row) return;
        this.#input.setAttribute("aria-activedescendant", row.id);
        row.scrollIntoView({ block: "nearest" });
    }

    #choose(index: number): void {
        const found = this.#found[index];
        if (!found) return;
        this.#close();
        this.#input.value = found.label;
        if (found.lon === undefined || found.lat === undefined) {
            if (found.href) location.assign(found.href);
            return;
        }
        this.#marker.setLngLat([found.lon, found.lat]).addTo(this.#map);
        const animate = !calm();
        if (found.bbox) this.#map.fitBounds(found.bbox, { padding: 48, maxZoom: 17, animate });
        else this.#map.easeTo({ center: [found.lon, found.lat], zoom: Math.max(this.#map.getZoom(), 14), animate });
        this.element.dispatchEvent(new CustomEvent("found", { detail: found, bubbles: true }));
    }

    #open(open: boolean): void {
        this.#list.hidden = !open;
        this.#input.setAttribute("aria-expanded", String(open));
        if (!open) this.#input.removeAttribute("aria-activedescendant");
    }

    #close(): void {
        this.#asked += 1;
        this.#said.textContent = "";
        this.#open(false);
    }
}
