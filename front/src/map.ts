// Pages with a map.
import { LandMap } from "./map/element.ts";

customElements.define("land-map", LandMap);
