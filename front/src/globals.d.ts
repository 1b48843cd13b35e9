declare module "fonts:faces" {
    /** Address of a font file beside this module, and the characters that it covers. */
    export const FACES: [string, string[]][];
}
declare module "worker:file" {
    /** Name of MapLibre's worker beside this module. */
    export const WORKER: string;
}
