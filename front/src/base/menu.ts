// Menus are `<details class="menu">`: they open without a script; here they close again, as people expect.

function open(): HTMLDetailsElement[] {
    return [...document.querySelectorAll<HTMLDetailsElement>("details.menu[open]")];
}

/** Close a menu by a click elsewhere, by Escape, and when the focus leaves it. */
export function serveMenus(): void {
    document.addEventListener("click", (event) => {
        for (const menu of open()) if (!menu.contains(event.target as Node)) menu.open = false;
    });
    document.addEventListener("keydown", (event) => {
        if (event.key !== "Escape") return;
        for (const menu of open()) {
            menu.open = false;
            menu.querySelector<HTMLElement>("summary")?.focus();
        }
    });
    document.addEventListener("focusout", (event) => {
        const to = event.relatedTarget as Node | null;
        for (const menu of open()) if (to && menu.contains(event.target as Node) && !menu.contains(to)) menu.open = false;
    });
}
