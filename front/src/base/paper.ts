// A button that opens the dialog of the printer.
export function servePaper(): void {
    document.addEventListener("click", (event) => {
        if ((event.target as Element).closest("[data-print]")) window.print();
    });
}
