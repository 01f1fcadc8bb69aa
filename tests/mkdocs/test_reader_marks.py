"""What readers see of the state of a translation, from left to right and from right to left."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from selectolax.lexbor import LexborNode

from tests.mkdocs.sites import (
    PROJECTS,
    ROOT,
    Site,
    attribute,
    build,
    copy_project,
    mkdocs,
    one,
)

CHANGED, DRAFTED, FIGURES = (
    f"fr/{name}" for name in ("reasons/Changed", "reasons/Drafted", "guides/figures")
)
REPOSITORY = "https://github.com/stale/guide"


@pytest.fixture(scope="module")
def stale(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return build(PROJECTS / "stale" / "mkdocs.yml", tmp_path_factory.mktemp("stale") / "site")


def after(site: Site, address: str, id: str) -> LexborNode:
    """What follows a heading."""
    node = one(site.html(address), f"#{id}").next
    while node is not None and node.tag == "-text":
        node = node.next
    assert node is not None
    return node


def summary(node: LexborNode) -> str:
    return re.sub("[ \n]+", " ", node.css("summary")[0].text()).strip()


def words(node: LexborNode, selector: str) -> list[str]:
    return [found.text() for found in node.css(selector)]


def test_an_outdated_text_says_since_when_and_shows_the_words_on_demand(stale: Site) -> None:
    block = after(stale, CHANGED, "explanation")
    assert "Le navigateur a cherché" in block.text()
    assert summary(block) == "Périmé depuis le 15 septembre 2026\u202f: l’original anglais a changé"
    (day,) = block.css("summary time")
    assert attribute(day, "datetime") == "2026-09-15"
    (details,) = block.css("details")
    assert "open" not in details.attributes
    (original,) = details.css("div")
    assert (attribute(original, "lang"), attribute(original, "dir")) == ("en", "ltr")
    assert "It stopped." in "".join(words(original, "ins"))
    assert words(original, "code") == ["X-Test"]
    assert not original.css("a")  # the translation has the links


def test_a_title_s_change_stands_under_its_text(stale: Site) -> None:
    html = stale.html(CHANGED)
    assert not one(html, "h1").css("details, del")
    lead = one(html, ".fg-lead")
    title, text = lead.css("details p")
    assert (words(title, "del"), words(title, "ins")) == (["absent"], ["missing"])
    assert words(text, "ins") == ["Send it with every response."]


def test_what_the_ledger_does_not_know_is_not_made_up(stale: Site) -> None:
    block = after(stale, CHANGED, "cause-forgotten")
    assert summary(block) == "Périmé\u202f: l’original anglais a changé"
    assert not block.css("time, del, ins")
    assert block.css("details p")[0].text() == "Nobody configured the server."


def test_a_text_that_nobody_stamped_may_be_old(stale: Site) -> None:
    block = after(stale, CHANGED, "standard")
    assert summary(block) == "Peut-être périmé\u202f: comparez avec l’original anglais"
    assert not block.css("time, del, ins")


def test_only_what_is_outdated_is_marked(stale: Site) -> None:
    html = stale.html(CHANGED)
    marked = [block.css("p")[0].text() for block in html.css("article .fg-marked")]
    assert len(marked) == 5
    tell = one(html, ".fg-tell").text()
    assert "Demandez au serveur" in tell
    assert "Périmé" not in tell


def test_lines_without_room_carry_their_mark_behind_them(stale: Site) -> None:
    html = stale.html(FIGURES)
    caption = one(html, "figcaption")
    assert summary(caption).startswith("Périmé depuis le 15 septembre 2026")
    assert (words(caption, "del"), words(caption, "ins")) == (["blocked"], ["refused"])
    (step,) = html.css(".fg-steps details")
    assert (words(step, "del"), words(step, "ins")) == (["panel"], ["console"])


def test_from_right_to_left_the_english_stays_left_to_right(stale: Site) -> None:
    html = stale.html("ar/reasons/Changed")
    assert attribute(one(html, "body"), "dir") == "rtl"
    (details,) = html.css("article details")
    assert summary(details) == "قديم منذ 15 سبتمبر 2026: تغيّر الأصل الإنجليزي"
    (original,) = details.css("div")
    assert (attribute(original, "lang"), attribute(original, "dir")) == ("en", "ltr")


def test_the_english_is_not_searched_for_in_another_language(stale: Site) -> None:
    for tag in ("fr", "ar"):
        path = stale.path / tag / "search" / "search_index.json"
        for doc in json.loads(path.read_text(encoding="utf-8"))["docs"]:
            if not doc["location"].startswith("reasons/"):
                continue
            for text in ("Nobody configured", "found nothing", "Périmé", "automatique", "<del"):
                assert text not in doc["text"], doc["location"]


def test_current_pages_have_no_marks(guide: Site) -> None:
    for page in (guide.path / "fr").rglob("index.html"):
        text = page.read_text(encoding="utf-8")
        for name in ("fg-marked", "fg-mark", "fg-progress", "fg-notice", 'name="robots"'):
            if "translations" not in page.parts:
                assert name not in text, page


def test_text_of_a_machine_says_so_until_somebody_has_read_it(stale: Site) -> None:
    html = stale.html(DRAFTED)
    notice = one(html, ".fg-notice")
    assert "Personne n’a encore relu" in notice.text()
    english, improve = notice.css("a")
    assert attribute(english, "href") == "../../../en/reasons/Drafted/"
    assert attribute(english, "hreflang") == "en"
    file = f"{REPOSITORY}/edit/main/locales/fr/reasons/Drafted.yml"
    assert attribute(improve, "href") == file
    assert attribute(one(html, "a.md-content__button"), "href") == file
    marked = [
        block.css("p")[0].text()
        for block in html.css("article .fg-marked")
        if "Traduction automatique" in block.text()
    ]
    assert marked == ["La réponse n’a pas d’en-tête X-Test. Envoyez-le avec chaque réponse.",
                      "Envoyez X-Test, et voyez le guide."]  # fmt: skip
    # the title of a cause has no room: its text says it
    assert "Traduction automatique" in (html.css(".fg-cause")[0].text())


@pytest.mark.parametrize("address", [DRAFTED, "ar/reasons/Changed"])
def test_what_nobody_has_read_is_not_announced(stale: Site, address: str) -> None:
    """That a text is outdated besides doesn't make a machine's text read."""
    tag, _, page = address.partition("/")
    html = stale.html(address)
    assert attribute(one(html, "meta[name=robots]"), "content") == "noindex"
    assert not html.css("link[hreflang]")
    assert page not in (stale.path / tag / "sitemap.xml").read_text(encoding="utf-8")
    announced = [attribute(a, "hreflang") for a in stale.html(f"en/{page}").css("link[hreflang]")]
    assert tag not in announced
    # but it is there: in the menu, and for the search
    menu = one(stale.html(f"en/{page}"), f".md-select__link[hreflang={tag}]")
    assert "English" not in menu.text()
    index = json.loads((stale.path / tag / "search" / "search_index.json").read_text())
    assert [doc for doc in index["docs"] if doc["location"] == f"{page}/"]


def test_what_people_have_read_is_announced(stale: Site) -> None:
    html = stale.html(CHANGED)
    assert not html.css("meta[name=robots]")
    announced = {attribute(a, "hreflang") for a in html.css("link[hreflang]")}
    assert announced == {"en", "fr", "x-default"}
    assert "reasons/Changed/" in (stale.path / "fr" / "sitemap.xml").read_text(encoding="utf-8")


def test_a_page_translated_in_part_says_how_much_once(stale: Site) -> None:
    html = stale.html(CHANGED)
    line = one(html, ".fg-progress")
    assert line.text().startswith("91\u00a0% de cette page sont traduits.")
    file = f"{REPOSITORY}/edit/main/locales/fr/reasons/Changed.yml"
    assert attribute(line.css("a")[0], "href") == file
    button = one(html, "a.md-content__button")
    assert (attribute(button, "href"), attribute(button, "title")) == (file, "Traduire cette page")
    assert not html.css(".fg-fallback a[rel~=edit]")
    assert not stale.html(FIGURES).css(".fg-progress")


def test_a_page_without_translation_leads_to_where_one_is_begun(stale: Site) -> None:
    create = f"{REPOSITORY}/new/main/locales/fr?filename=guides/untouched.yml"
    html = stale.html("fr/guides/untouched")
    assert attribute(html.css(".fg-notice a")[0], "href") == create
    button = one(html, "a.md-content__button")
    assert attribute(button, "href") == create
    assert attribute(button, "aria-label") == "Traduire cette page"


def test_a_whole_translation_can_be_improved_and_names_its_makers(stale: Site) -> None:
    html = stale.html(FIGURES)
    button = one(html, "a.md-content__button")
    assert attribute(button, "title") == "Améliorer cette traduction"
    link = one(html, ".fg-contribute a")
    assert attribute(link, "href") == f"{REPOSITORY}/edit/main/locales/fr/guides/figures.yml"
    names = one(stale.html(CHANGED), ".fg-credits")
    assert names.text() == "Traduction\u202f: Léa, Noé et Inès."
    assert attribute(names, "lang") == "fr"


def test_the_source_is_edited_as_ever(stale: Site) -> None:
    button = one(stale.html("en/reasons/Changed"), "a.md-content__button")
    assert attribute(button, "title") == "Edit this page"
    assert attribute(button, "href") == f"{REPOSITORY}/edit/main/docs/reasons/Changed.yml"


def test_elsewhere_than_at_github_nothing_is_promised(fallback: Site) -> None:
    assert not fallback.html("ar/guides/untouched").css(".fg-notice a")
    thin = one(fallback.html("ar/reasons/ThinReason"), ".fg-notice a")  # begun: there is a file
    assert attribute(thin, "href").endswith("/edit/main/locales/ar/reasons/ThinReason.yml")


def test_links_of_marks_and_notices_are_no_difference_between_languages(tmp_path: Path) -> None:
    config = copy_project("stale", tmp_path / "guide")
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace("  - search\n", "  - fieldguide/links\n  - search\n"))
    result = mkdocs(config, tmp_path / "site", "--strict")
    assert result.returncode == 0, result.stderr


def test_the_colours_of_the_marks_have_contrast() -> None:
    """WCAG AA: 4.5 for text, in both palettes, on every ground that the text stands on."""
    css = (ROOT / "overrides/assets/stylesheets/fieldguide.css").read_text(encoding="utf-8")
    for scheme, page in (("default", "#ffffff"), ("slate", "#1e2129")):
        colours = palette(css, scheme)
        soft = colours["soft"]
        pairs = [("warn", page), ("muted", page), ("muted", soft), ("warn", colours["warn-soft"])]
        pairs += [("bad", colours["bad-soft"]), ("good", colours["good-soft"])]
        pairs += [("muted", colours["bad-soft"])]
        for name, ground in pairs:
            assert contrast(colours[name], ground) >= 4.5, (scheme, name, ground)


def palette(css: str, scheme: str) -> dict[str, str]:
    blocks = css.split(f'[data-md-color-scheme="{scheme}"] {{')[1:]
    own = next(block for block in blocks if "--fg-soft:" in block.partition("}")[0])
    lines = (line.strip().rstrip(";").partition(": ") for line in own.partition("}")[0].split("\n"))
    return {name.removeprefix("--fg-"): value for name, _, value in lines if "--fg-" in name}


def contrast(first: str, second: str) -> float:
    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
