// Every page: htmx, and what makes a page work with the keyboard, without a network and without surprises.
import htmx from "htmx.org";
import "htmx.org/dist/ext/hx-sse.js";
import { serveDialogs } from "./base/dialog.ts";
import { serveDrafts } from "./base/draft.ts";
import { serveHere } from "./base/here.ts";
import { serveKeys } from "./base/keys.ts";
import { serveMenus } from "./base/menu.ts";
import { serveNetwork } from "./base/network.ts";
import { servePaper } from "./base/paper.ts";
import { serveSwaps } from "./base/swap.ts";
import { serveTabs } from "./base/tabs.ts";
import { serveToken } from "./base/token.ts";

// The policy forbids scripts made from text; without these htmx does not even try, and no style is put into the page.
htmx.config.history = "reload"; // "back" asks the server anew: what a person may see can change
htmx.config.includeIndicatorCSS = false;

serveToken();
serveSwaps();
serveDialogs();
serveHere();
serveMenus();
serveKeys();
serveDrafts();
serveNetwork();
servePaper();
serveTabs();
