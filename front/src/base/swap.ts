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

/** Watch the replacements of htmx, and the page itself when it has come. */
export function serveSwaps(): void {
    document.addEventListener("htmx:after:swap", () => focusMarked(document));
    // a request that failed shows the notice that the page keeps for it
    document.addEventListener("htmx:error", () => showFailure(true));
    document.addEventListener("htmx:before:response", () => showFailure(false));
    focusMarked(document);
}

function showFailure(failed: boolean): void {
    const notice = document.getElementById("request-failed");
    if (notice) notice.hidden = !failed;
}
