// A row of tabs may be wider than a telephone: the tab of this page is brought into sight.

/** Move each row of tabs so that the current one is seen. */
export function serveTabs(): void {
    for (const tab of document.querySelectorAll(".tabs [aria-current]")) {
        tab.scrollIntoView({ block: "nearest", inline: "center" });
    }
}
