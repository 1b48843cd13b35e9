// Keys: `data-key="a"` on a link or button makes that key press it; in a list marked `data-rows` the arrow keys, j and k
// walk from row to row, and the space bar ticks the row. Nothing happens while somebody types, in a dialog, or where
// `<html data-keys="off">`.

const TYPING = "input:not([type=checkbox]), textarea, select, [contenteditable], [role=listbox], [role=slider], .maplibregl-canvas";
const STEPS: Record<string, number> = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 };

function busy(event: KeyboardEvent): boolean {
    const target = event.target as Element;
    return event.ctrlKey || event.metaKey || event.altKey || event.isComposing || target.matches(TYPING);
}

function press(event: KeyboardEvent): boolean {
    const dialog = document.querySelector("dialog[open]");
    const target = (dialog ?? document).querySelector<HTMLElement>(`[data-key="${CSS.escape(event.key)}"]:not([disabled])`);
    if (!target || target.closest("[hidden]")) return false;
    target.click();
    return true;
}

function walk(event: KeyboardEvent): boolean {
    const step = STEPS[event.key];
    const list = document.querySelector("[data-rows]");
    if (!step || !list || document.querySelector("dialog[open]")) return false;
    const rows = [...list.querySelectorAll<HTMLElement>("[data-row]")];
    const at = rows.findIndex((row) => row.contains(document.activeElement) || row.hasAttribute("data-current"));
    const next = rows[Math.min(Math.max(at + step, 0), rows.length - 1)];
    if (!next) return false;
    for (const row of rows) row.toggleAttribute("data-current", row === next);
    const link = next.querySelector<HTMLElement>("a[href], button") ?? next;
    link.focus();
    next.scrollIntoView({ block: "nearest" });
    return true;
}

/** The space bar on the link of a row ticks the box of that row; on the box itself the browser does it. */
function tick(event: KeyboardEvent): boolean {
    const target = event.target as Element;
    if (event.key !== " " || !target.matches("a") || document.querySelector("dialog[open]")) return false;
    const box = target.closest("[data-row]")?.querySelector<HTMLInputElement>("input[type=checkbox]");
    box?.click();
    return box !== null && box !== undefined;
}

/** Say the keys to those who cannot see them. */
function announce(): void {
    for (const target of document.querySelectorAll<HTMLElement>("[data-key]")) {
        target.setAttribute("aria-keyshortcuts", target.dataset["key"] ?? "");
    }
}

/** Watch the keyboard. */
export function serveKeys(): void {
    announce();
    document.addEventListener("htmx:after:swap", announce);
    document.addEventListener("keydown", (event) => {
        if (document.documentElement.dataset["keys"] === "off" || busy(event)) return;
        if (press(event) || walk(event) || tick(event)) event.preventDefault();
    });
}
