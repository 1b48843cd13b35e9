// After a part of the page was replaced: the focus goes where the server says, and a screen reader hears it.

/** Move the focus to the element that a new part marks with `data-focus`. */
export function focusMarked(part: ParentNode): void {
    const marked = part.querySelector<HTMLElement>("[data-focus]");
    if (!marked) return;
    if (!marked.hasAttribute("tabindex") && !marked.matches("a[href], button, input, select, textarea, summary")) {
        marked.tabIndex = -1;
    }
    marked.removeAttribute("data-focus");
    marked.focus();
}

/** Write what a new part brings with `data-fills="ID"` into that field, as if somebody had typed it. */
function fillMarked(part: ParentNode): void {
    for (const source of part.querySelectorAll<HTMLTextAreaElement>("textarea[data-fills]")) {
        const goal = document.getElementById(source.dataset["fills"] ?? "");
        source.remove();
        if (!(goal instanceof HTMLTextAreaElement || goal instanceof HTMLInputElement)) continue;
        goal.value = source.value;
        for (const name of ["input", "change"]) goal.dispatchEvent(new Event(name, { bubbles: true }));
    }
}

/** Watch the replacements of htmx, and the page itself when it has come. */
export function serveSwaps(): void {
    document.addEventListener("htmx:after:swap", () => {
        fillMarked(document);
        focusMarked(document);
    });
    // a request that failed shows the notice that the page keeps for it
    document.addEventListener("htmx:error", () => showFailure(true));
    document.addEventListener("htmx:before:response", () => showFailure(false));
    focusMarked(document);
}

function showFailure(failed: boolean): void {
    const notice = document.getElementById("request-failed");
    if (notice) notice.hidden = !failed;
}
