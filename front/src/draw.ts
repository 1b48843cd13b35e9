// Pages where a shape is drawn.
import { LandDraw } from "./draw/element.ts";

customElements.define("land-draw", LandDraw);
