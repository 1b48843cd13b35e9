"""What every page does: menus, dialogs, keys, tokens, drafts that outlive the network, the shell without a server."""

import json

import pytest

pytestmark = pytest.mark.browser

DIALOG = (
    '<dialog class="dialog" id="confirm"><form method="dialog"><p data-text></p><div class="buttons">'
    '<button class="button" value="no">No</button>'
    '<button class="button main" value="yes">Yes</button></div></form></dialog>'
)
DRAFT = (
    '<main class="frame-main"><form data-draft="ann:hazard:1" data-draft-url="/drafts/1" data-draft-revision="0" '
    'data-word-saving="SAVING" data-word-here="KEPT HERE" data-word-server="ON THE SERVER" '
    'data-word-conflict="CONFLICT" '
    'data-word-refused="REFUSED"><label>Name <input name="name"></label>'
    '<label><input type="checkbox" name="class" value="mines">'
    '</label><input type="hidden" name="_csrf" value="x">'
    '<p class="draft-state" role="status" data-draft-shows></p></form></main>'
)


DONE = '<link rel="icon" href="data:,">Done'
TAKEN = (200, "application/json", '{"revision": 1}')
KEPT = """async () => {
    const pages = await caches.open("pages-1");
    return (await pages.keys()).map((each) => new URL(each.url).pathname);
}"""


@pytest.fixture
def show(opened, site, document):
    """Open a page with a body."""

    def opener(body, *, attributes="", **options):
        site.pages["/page"] = document(body, "base.js", attributes=attributes)
        return opened("/page", **options)

    return opener


def test_a_request_that_changes_something_brings_the_token_and_asks_first(show, site):
    heads = []
    site.answers["/accept"] = lambda *_: (200, "text/html", "<p data-focus>Accepted</p>")
    tab = show(
        f'{DIALOG}<button hx-post="/accept" hx-target="#out" hx-confirm="Accept it?">Accept</button>'
        '<div id="out"></div>'
    )
    tab.on("request", lambda request: heads.append(request.headers) if request.url.endswith("/accept") else None)
    tab.get_by_role("button", name="Accept").click()
    tab.get_by_text("Accept it?").wait_for()
    tab.get_by_role("button", name="No").click()
    assert heads == []
    tab.get_by_role("button", name="Accept").click()
    tab.get_by_role("button", name="Yes").click()
    tab.get_by_text("Accepted").wait_for()
    assert heads[0]["x-csrftoken"] == "token-1"
    assert tab.evaluate("() => document.activeElement.textContent") == "Accepted"


def test_a_form_asks_once_and_sends_what_was_pressed(show, site):
    sent = []
    site.answers["/decide"] = lambda _, body: (sent.append(body.decode()), (200, "text/html", DONE))[1]
    tab = show(
        f'{DIALOG}<form method="post" action="/decide">'
        '<button name="do" value="reject" data-confirm="Reject?">Reject</button></form>'
    )
    tab.get_by_role("button", name="Reject").click()
    tab.get_by_role("button", name="Yes").click()
    tab.get_by_text("Done").wait_for()
    assert sent == ["do=reject"]


def test_keys_walk_a_list_and_press_but_not_while_typing(show):
    rows = "".join(f'<li data-row><a href="#r{n}">Row {n}</a></li>' for n in (1, 2, 3))
    tab = show(
        f'<ul class="rows" data-rows>{rows}</ul>'
        '<a id="go" href="#pressed" data-key="a">Accept</a><input aria-label="Note">'
    )
    tab.keyboard.press("j")
    tab.keyboard.press("ArrowDown")
    assert tab.evaluate("() => document.activeElement.textContent") == "Row 2"
    tab.keyboard.press("k")
    assert tab.evaluate("() => document.activeElement.textContent") == "Row 1"
    tab.get_by_label("Note").focus()
    tab.keyboard.type("ja")
    assert tab.evaluate("() => location.hash") == ""
    tab.get_by_label("Note").blur()
    tab.keyboard.press("a")
    assert tab.evaluate("() => location.hash") == "#pressed"
    assert tab.locator("#go").get_attribute("aria-keyshortcuts") == "a"


def test_a_menu_closes_by_escape_and_by_a_click_elsewhere(show):
    tab = show(
        '<details class="menu"><summary>Account</summary><ul><li><a href="#">Leave</a></li></ul></details><h1>Page</h1>'
    )
    summary = tab.locator("summary")
    summary.click()
    tab.keyboard.press("Escape")
    assert not tab.get_by_text("Leave").is_visible()
    assert tab.evaluate("() => document.activeElement.tagName") == "SUMMARY"
    summary.click()
    tab.get_by_role("heading", name="Page").click()
    assert not tab.get_by_text("Leave").is_visible()


def test_a_draft_outlives_the_network_and_is_sent_when_it_is_back(show, site):
    sent = []
    site.answers["/drafts/1"] = lambda _, body: (sent.append(json.loads(body)), TAKEN)[1]
    tab = show(DRAFT, allow=["ERR_INTERNET_DISCONNECTED"])
    tab.context.set_offline(True)
    tab.get_by_label("Name").fill("Field 7")
    tab.get_by_role("checkbox").check()
    tab.get_by_text("KEPT HERE").wait_for()
    tab.context.set_offline(False)
    tab.get_by_text("ON THE SERVER").wait_for()
    assert sent[-1] == {"revision": 0, "fields": {"name": ["Field 7"], "class": ["mines"]}}


def test_a_draft_that_was_not_sent_comes_back_with_the_page(show, site):
    site.answers["/drafts/1"] = lambda *_: (503, "text/plain", "")
    tab = show(DRAFT, allow=["503"])
    tab.get_by_label("Name").fill("Field 8")
    tab.get_by_text("KEPT HERE").wait_for()
    tab.reload()
    tab.wait_for_function("() => document.querySelector('[name=name]').value === 'Field 8'")


def test_a_draft_that_another_changed_is_not_written_over(show, site):
    site.answers["/drafts/1"] = lambda *_: (409, "application/json", '{"revision": 5}')
    tab = show(DRAFT, allow=["409"])
    tab.get_by_label("Name").fill("Mine")
    tab.get_by_text("CONFLICT").wait_for()


def test_the_shell_opens_without_a_server_and_records_do_not(opened, site, document):
    site.pages["/offline"] = document("<h1>No network</h1>", "base.js")
    attributes = 'data-service-worker="/sw.js"'
    site.pages["/enter/new/hazard"] = document("<h1>New hazard</h1>", "base.js", attributes=attributes)
    site.pages["/records/1"] = document("<h1>Record 1</h1>", "base.js", attributes=attributes)
    tab = opened("/enter/new/hazard", allow=["ERR_INTERNET_DISCONNECTED"])
    tab.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
    tab.wait_for_function("() => navigator.serviceWorker.controller !== null")
    tab.reload()
    tab.goto(site.url + "/records/1")
    kept = tab.evaluate(KEPT)
    assert sorted(kept) == ["/enter/new/hazard", "/offline"]
    tab.context.set_offline(True)
    tab.goto(site.url + "/enter/new/hazard")
    tab.get_by_role("heading", name="New hazard").wait_for()
    tab.goto(site.url + "/records/1")
    tab.get_by_role("heading", name="No network").wait_for()
