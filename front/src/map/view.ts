// What a person looks at: day, class, knowledge, what is shown. Kept in the address of the page, so that it can be shared.
import { iso, ordinal } from "./days.ts";
import type { Settings } from "./settings.ts";

export interface Changes {
    day: string;
    class: string;
    known_at: string;
    statuses: Set<string>;
    layers: Set<string>;
}

/** The view, and who wants to hear of its changes. */
export class View extends EventTarget {
    day: string;
    class: string;
    known_at: string;
    /** Statuses that are shown. */
    statuses: Set<string>;
    /** Layers and grounds that are shown. */
    layers: Set<string>;
    /** Longitude, latitude and zoom, where the address names them. */
    camera: [number, number, number] | undefined;
    readonly #settings: Settings;

    constructor(settings: Settings, query = new URLSearchParams(location.search)) {
        super();
        this.#settings = settings;
        this.day = inside(query.get("as_of") ?? settings.days.day, settings.days);
        const asked = query.get("class") ?? "";
        this.class = settings.classes.some(({ code }) => code === asked) ? asked : settings.class;
        this.known_at = query.get("known_at") ?? settings.known_at;
        const hidden = new Set(list(query.get("hide")));
        this.statuses = new Set(settings.statuses.map(({ code }) => code).filter((code) => !hidden.has(code)));
        this.layers = new Set(query.has("layers") ? list(query.get("layers")) : this.#usualLayers());
        const at = list(query.get("at")).map(Number);
        if (at.length === 3 && at.every(Number.isFinite)) this.camera = at as [number, number, number];
    }

    #usualLayers(): string[] {
        const { layers = [], grounds = [] } = this.#settings;
        return [...layers, ...grounds].filter(({ shown }) => shown).map(({ id }) => id);
    }

    /** Change one thing; those who listen to its name hear it. */
    set<K extends keyof Changes>(name: K, value: Changes[K]): void {
        Object.assign(this, { [name]: value });
        this.write();
        this.dispatchEvent(new CustomEvent(name, { detail: value }));
    }

    /** Show or hide one member of a set. */
    toggle(name: "statuses" | "layers", code: string, on: boolean): void {
        const changed = new Set(this[name]);
        if (on) changed.add(code);
        else changed.delete(code);
        this.set(name, changed);
    }

    /** The parameters that every question to the server carries. */
    parameters(): URLSearchParams {
        const query = new URLSearchParams({ as_of: this.day, class: this.class });
        if (this.known_at) query.set("known_at", this.known_at);
        return query;
    }

    /** Write the view into the address of the page, leaving other parameters alone and usual values out. */
    write(): void {
        const url = new URL(location.href);
        const { days, class: usual, known_at: known, statuses } = this.#settings;
        const hidden = statuses.map(({ code }) => code).filter((code) => !this.statuses.has(code));
        const layers = [...this.layers].sort().join(",");
        put(url, "as_of", this.day === days.day ? "" : this.day);
        put(url, "class", this.class === usual ? "" : this.class);
        put(url, "known_at", this.known_at === known ? "" : this.known_at);
        put(url, "hide", hidden.join(","));
        if (layers === this.#usualLayers().sort().join(",")) url.searchParams.delete("layers");
        else url.searchParams.set("layers", layers);
        put(url, "at", this.camera ? this.camera.join(",") : "");
        history.replaceState(history.state, "", url);
    }
}

function list(text: string | null): string[] {
    return text ? text.split(",") : [];
}

function put(url: URL, name: string, value: string): void {
    if (value) url.searchParams.set(name, value);
    else url.searchParams.delete(name);
}

function inside(day: string, { first, last }: Settings["days"]): string {
    const wanted = ordinal(day);
    if (!Number.isFinite(wanted)) return last;
    return iso(Math.min(Math.max(wanted, ordinal(first)), ordinal(last)));
}
