// The hatches of open land, drawn once for each status.
import type { Status } from "./settings.ts";

const TILE = 12; // pixels of the screen from line to line
const SHARP = 2;

/** Name of the picture of a status; `status` gets it from the name. */
export function hatchName(code: string): string {
    return `hatch-${code}`;
}

/** A square that repeats without a seam. */
export function hatch(status: Status): { image: ImageData; ratio: number } {
    const size = TILE * SHARP;
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = size;
    const pen = canvas.getContext("2d", { willReadFrequently: true }) as CanvasRenderingContext2D;
    pen.fillStyle = status.fill;
    pen.fillRect(0, 0, size, size);
    pen.strokeStyle = status.hatch;
    pen.globalAlpha = 0.75;
    pen.lineWidth = SHARP * 1.4;
    for (const angle of status.angles) stroke(pen, size, angle < 90);
    return { image: pen.getImageData(0, 0, size, size), ratio: SHARP };
}

/** Diagonals through the square and through its neighbours, so that their ends meet. */
function stroke(pen: CanvasRenderingContext2D, size: number, rising: boolean): void {
    pen.beginPath();
    for (const shift of [-size, 0, size]) {
        pen.moveTo(shift - 1, rising ? size + 1 : -1);
        pen.lineTo(shift + size + 1, rising ? -1 : size + 1);
    }
    pen.stroke();
}
