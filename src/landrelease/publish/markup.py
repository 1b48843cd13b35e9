"""HTML and SVG written so that a value can never become markup."""

from collections.abc import Iterable
from html import escape

_VOID = frozenset({"br", "col", "input", "link", "meta"})


class Markup(str):
    """Text that is markup already and is not escaped again."""

    __slots__ = ()


def _inner(child: object) -> str:
    if isinstance(child, Markup):
        return child
    if isinstance(child, str):
        return escape(child, quote=False)
    if isinstance(child, Iterable):
        return "".join(map(_inner, child))
    msg = f"{type(child).__name__} is neither text nor markup"
    raise TypeError(msg)


def _attribute(name: str, value: str | float | bool) -> str:  # noqa: FBT001 - HTML has flags
    written = name.rstrip("_").replace("_", "-")
    if value is True:
        return f" {written}"
    text = f"{value:.10g}" if isinstance(value, float) else str(value)
    return f' {written}="{escape(text)}"'


def element(name: str, /, *children: object, **attributes: str | float | bool | None) -> Markup:
    """
    Write one element.

    Parameters
    ----------
    name
        Name of the element.
    *children
        Texts (escaped), `Markup` (as it is) and nested sequences of both.
    **attributes
        Attributes; ``_`` stands for ``-``, a last ``_`` is dropped (``class_``), None and False leave one out.

    Returns
    -------
    Markup
        The element; well-formed as XML too, save the void elements of HTML.

    Raises
    ------
    TypeError
        Where a child is neither text nor a sequence.

    Examples
    --------
    >>> element("p", "<script>", element("b", "x"), class_="note", hidden=True, title=None)
    '<p class="note" hidden>&lt;script&gt;<b>x</b></p>'
    >>> element("input", type="search")
    '<input type="search">'
    """
    written = "".join(_attribute(k, v) for k, v in attributes.items() if v is not None and v is not False)
    if name in _VOID:
        return Markup(f"<{name}{written}>")
    return Markup(f"<{name}{written}>{_inner(children)}</{name}>")


def joined(parts: Iterable[Markup], between: str = "") -> Markup:
    """
    Put pieces of markup together.

    Parameters
    ----------
    parts
        The pieces.
    between
        Text between them, escaped.

    Returns
    -------
    Markup
        One piece.

    Examples
    --------
    >>> joined([element("b", "1"), element("b", "2")], " < ")
    '<b>1</b> &lt; <b>2</b>'
    """
    return Markup(escape(between, quote=False).join(parts))


def escaped(text: str) -> Markup:
    """
    Write a text as markup.

    Parameters
    ----------
    text
        Any text.

    Returns
    -------
    Markup
        The text with the characters of markup as entities, fit for attributes, too.

    Examples
    --------
    >>> escaped('a < "b"')
    'a &lt; &quot;b&quot;'
    """
    return Markup(escape(text))
