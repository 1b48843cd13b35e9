// Drafts: a form with `data-draft` is kept on this device at every change, and sent to the server when it can be reached.
import { Merge } from "./merge.ts";
import { drop, keep, kept, type Kept } from "./store.ts";
import { tokenHeaders } from "./token.ts";

/** What the form says about its draft; the words stand in `data-word-STATE`. */
type State = "saving" | "here" | "server" | "conflict" | "refused";

const QUIET_MS = 800; // a pause in typing before anything is sent
const RETRY_MS = [2_000, 5_000, 15_000, 60_000];
const LEFT_OUT = 'input[type="file"], input[type="password"], input[type="submit"], input[type="button"], [data-draft-omit]';

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

function fieldsOf(form: HTMLFormElement): Field[] {
    return [...form.elements].filter(
        (each): each is Field =>
            (each instanceof HTMLInputElement || each instanceof HTMLTextAreaElement || each instanceof HTMLSelectElement) &&
            each.name !== "" && !each.name.startsWith("_") && !each.matches(LEFT_OUT),
    );
}

function values(form: HTMLFormElement): Record<string, string[]> {
    const found: Record<string, string[]> = {};
    for (const field of fieldsOf(form)) {
        const list = (found[field.name] ??= []);
        if (field instanceof HTMLSelectElement) list.push(...[...field.selectedOptions].map((option) => option.value));
        else if (!(field instanceof HTMLInputElement) || !["checkbox", "radio"].includes(field.type) || field.checked) list.push(field.value);
    }
    return found;
}

/** Write kept values into a form, but not over what somebody has typed since the page came. */
function restore(form: HTMLFormElement, fields: Record<string, string[]>, touched: Set<string>): void {
    const taken: Record<string, number> = {};
    for (const field of fieldsOf(form)) {
        const list = fields[field.name];
        if (!list || touched.has(field.name)) continue;
        if (field instanceof HTMLSelectElement) {
            for (const option of field.options) option.selected = list.includes(option.value);
        } else if (field instanceof HTMLInputElement && ["checkbox", "radio"].includes(field.type)) {
            field.checked = list.includes(field.value);
        } else {
            const index = taken[field.name] ?? 0;
            taken[field.name] = index + 1;
            field.value = list[index] ?? "";
        }
        field.dispatchEvent(new Event("draft-restored", { bubbles: true }));
    }
}

/** One form and its draft. */
class Draft {
    readonly #form: HTMLFormElement;
    readonly #key: string;
    #revision: number;
    #timer = 0;
    #failures = 0;
    #sending = false;
    #stopped = false;
    readonly #touched = new Set<string>();
    #ready: Promise<void> = Promise.resolve();

    constructor(form: HTMLFormElement) {
        this.#form = form;
        this.#key = form.dataset["draft"] ?? "";
        this.#revision = Number(form.dataset["draftRevision"] ?? 0);
    }

    /** Watch the form, and bring back what was kept. */
    start(): void {
        for (const name of ["input", "change"]) {
            this.#form.addEventListener(name, ({ target }) => {
                this.#touched.add((target as Field).name);
                void this.#changed();
            });
        }
        window.addEventListener("online", () => this.#later(0));
        this.#ready = this.#restore();
    }

    async #restore(): Promise<void> {
        const before = await kept(this.#key);
        if (before && !before.sent) {
            restore(this.#form, before.fields, this.#touched);
            this.#revision = before.revision;
            this.#tell("here");
            this.#later(0);
        } else if (this.#revision > 0) {
            this.#tell("server");
        }
    }

    async #changed(): Promise<void> {
        await this.#ready;
        await keep(this.#snapshot(false));
        if (this.#stopped) return;
        this.#tell("here");
        this.#later(QUIET_MS);
    }

    #snapshot(sent: boolean): Kept {
        return { key: this.#key, fields: values(this.#form), revision: this.#revision, sent, changed: Date.now() };
    }

    #later(after: number): void {
        window.clearTimeout(this.#timer);
        if (!this.#stopped) this.#timer = window.setTimeout(() => void this.#send(), after);
    }

    async #send(): Promise<void> {
        const draft = await kept(this.#key);
        const url = this.#form.dataset["draftUrl"];
        if (!draft || draft.sent || !url || !this.#form.isConnected) return;
        if (this.#sending) return this.#later(QUIET_MS);
        this.#sending = true;
        this.#tell("saving");
        const answer = await this.#put(url, draft).catch(() => undefined);
        this.#sending = false;
        await this.#answered(answer, draft);
    }

    #put(url: string, draft: Kept): Promise<Response> {
        return fetch(url, {
            method: "PUT",
            credentials: "same-origin",
            headers: { "Content-Type": "application/json", Accept: "application/json", ...tokenHeaders() },
            body: JSON.stringify({ revision: this.#revision, fields: draft.fields }),
        });
    }

    async #answered(answer: Response | undefined, draft: Kept): Promise<void> {
        if (!answer || answer.status >= 500 || answer.status === 429) {
            this.#tell("here");
            const wait = RETRY_MS[Math.min(this.#failures++, RETRY_MS.length - 1)] ?? 60_000;
            return this.#later(wait);
        }
        this.#failures = 0;
        if (!answer.ok || answer.redirected) {
            // somebody else changed it, or we may no longer: a person must look, nothing is written over
            this.#stopped = true;
            this.#tell(answer.status === 409 ? "conflict" : "refused");
            return answer.status === 409 ? this.#merge(answer, draft.fields) : undefined;
        }
        const { revision } = (await answer.json()) as { revision: number };
        this.#revision = revision;
        const now = await kept(this.#key);
        const same = now?.changed === draft.changed;
        if (now) await keep({ ...now, revision, sent: same });
        if (same) this.#tell("server");
        else this.#later(QUIET_MS);
    }

    /** Show both versions; what a person chooses grows from the server's revision. */
    async #merge(answer: Response, here: Record<string, string[]>): Promise<void> {
        const { revision, fields = {} } = (await answer.json()) as { revision: number; fields?: Record<string, string[]> };
        new Merge(this.#form, here, fields).ask((chosen) => {
            restore(this.#form, chosen, new Set());
            this.#revision = revision;
            this.#stopped = false;
            void this.#changed();
        });
    }

    #tell(state: State): void {
        this.#form.dataset["draftState"] = state;
        const word = this.#form.getAttribute(`data-word-${state}`) ?? "";
        for (const place of this.#form.querySelectorAll("[data-draft-shows]")) {
            if (place.textContent !== word) place.textContent = word;
        }
    }
}

/** Serve all forms of the page; `<meta name="draft-done" content="KEY">` says that the server took a draft over. */
export function serveDrafts(): void {
    for (const meta of document.querySelectorAll<HTMLMetaElement>('meta[name="draft-done"]')) void drop(meta.content).then(() => meta.remove());
    const begin = (): void => {
        for (const form of document.querySelectorAll<HTMLFormElement>("form[data-draft]:not([data-draft-served])")) {
            form.setAttribute("data-draft-served", "");
            new Draft(form).start();
        }
    };
    begin();
    document.addEventListener("htmx:after:swap", begin);
}
