"""What a locale's pages say about language: lang, dir, alternates, canonical, fallback."""

from __future__ import annotations

import json
import re

import pytest

from tests.mkdocs.sites import Site, attribute, one

WHOLE, PART, THIN = (f"ar/reasons/{name}Reason" for name in ("Whole", "Part", "Thin"))


def alternates(site: Site, address: str) -> dict[str, str]:
    links = site.html(address).css("head link[hreflang]")
    assert all(attribute(link, "rel").split() == ["alternate"] for link in links)
    return {attribute(link, "hreflang"): attribute(link, "href") for link in links}


@pytest.mark.parametrize(("address", "lang", "dir"), [("en", "en", "ltr"), ("ar", "ar", "rtl")])
def test_the_page_has_language_and_direction(
    fallback: Site, address: str, lang: str, dir: str
) -> None:
    html = fallback.html(address)
    assert attribute(one(html, "html"), "lang") == lang
    assert attribute(one(html, "body"), "dir") == dir


def test_a_translated_page_names_all_its_versions_reciprocally(fallback: Site) -> None:
    expected = {
        "en": "https://fallback.example/en/reasons/WholeReason/",
        "x-default": "https://fallback.example/en/reasons/WholeReason/",
        "ar": "https://fallback.example/ar/reasons/WholeReason/",
    }
    assert alternates(fallback, WHOLE) == expected
    assert alternates(fallback, "en/reasons/WholeReason") == expected


def test_the_home_pages_and_the_chooser_name_each_other(fallback: Site) -> None:
    expected = {
        "en": "https://fallback.example/en/",
        "ar": "https://fallback.example/ar/",
        "x-default": "https://fallback.example/",
    }
    for address in ("", "en", "ar"):
        assert alternates(fallback, address) == expected


@pytest.mark.parametrize("page", ["reasons/ThinReason", "guides/untouched"])
def test_an_untranslated_page_is_announced_nowhere(fallback: Site, page: str) -> None:
    assert alternates(fallback, f"en/{page}") == {}
    assert alternates(fallback, f"ar/{page}") == {}
    canonical = attribute(one(fallback.html(f"ar/{page}"), "link[rel=canonical]"), "href")
    assert canonical == f"https://fallback.example/en/{page}/"
    assert page not in (fallback.path / "ar" / "sitemap.xml").read_text(encoding="utf-8")
    index = json.loads((fallback.path / "ar" / "search" / "search_index.json").read_text())
    assert not [doc for doc in index["docs"] if doc["location"].startswith(page)]


def test_sitemaps_list_what_is_really_there(fallback: Site) -> None:
    def locations(name: str) -> list[str]:
        text = (fallback.path / name).read_text(encoding="utf-8")
        return sorted(re.findall(r"<loc>https://fallback\.example/(.*?)</loc>", text))

    assert locations("sitemap.xml") == ["ar/sitemap.xml", "en/sitemap.xml"]
    assert locations("ar/sitemap.xml") == [
        "ar/",
        "ar/reasons/PartReason/",
        "ar/reasons/WholeReason/",
    ]
    assert len(locations("en/sitemap.xml")) == 5


def test_an_untranslated_page_stays_english_as_a_whole_and_says_so(fallback: Site) -> None:
    html = fallback.html(THIN)
    assert one(html, ".fg-notice").text(strip=True).startswith("لم تُترجم هذه الصفحة بعد")
    body = one(html, "article > div[lang]")
    assert (attribute(body, "lang"), attribute(body, "dir")) == ("en", "ltr")
    article = body.text()
    assert "A page hardly translated" in article
    assert "Which cause is it?" in article  # headings too: one language per page
    assert "الترويسة" not in article


def test_fallback_is_per_field_on_a_page_translated_in_part(fallback: Site) -> None:
    html = fallback.html(PART)
    assert one(html, "h1").text(strip=True) == "صفحة مترجمة جزئيًا"
    assert not html.css(".fg-notice")
    blocks = html.css("article .fg-fallback")
    texts = [block.css("div[lang=en][dir=ltr]")[0].text().strip() for block in blocks]
    assert texts == [
        "Add X-Test to every response, and see the guide.",
        "The answer has the header once.",
        "The standard says so.",
    ]
    for block in blocks:
        assert block.css(".fg-fallback__note")[0].text(strip=True) == "لم يُترجم بعد"


def test_a_translated_page_has_no_fallback_but_titles_of_other_pages(fallback: Site) -> None:
    assert not fallback.html(WHOLE).css("article .fg-fallback")
    home = fallback.html("ar")
    foreign = [node.text(strip=True) for node in home.css("article span[lang=en]")]
    assert foreign == ["A page hardly translated", "A guide that nobody translated"]


def test_code_stands_left_to_right_on_a_right_to_left_page(fallback: Site) -> None:
    html = fallback.html(WHOLE)
    assert html.css("article p code")
    assert all(attribute(code, "dir") == "ltr" for code in html.css("article p code"))
    assert attribute(one(html, "article .fg-code"), "dir") == "ltr"


def test_translators_are_named_as_the_language_joins_lists(fallback: Site) -> None:
    assert one(fallback.html(WHOLE), ".fg-credits").text(strip=True) == "ترجمة: ليلى وسامي ونور."


def test_the_language_menu_keeps_the_page_and_marks_what_is_not_translated(
    fallback: Site,
) -> None:
    links = {
        attribute(a, "hreflang"): a
        for a in fallback.html("en/reasons/ThinReason").css(".md-select__link")
    }
    assert attribute(links["ar"], "href") == "../../../ar/reasons/ThinReason/"
    assert links["ar"].text() == "العربية (English)"
    assert attribute(links["en"], "aria-current") == "true"
    whole = fallback.html("en/reasons/WholeReason").css(".md-select__link[hreflang=ar]")
    assert whole[0].text() == "العربية"


def test_heading_ids_are_the_same_in_every_language(fallback: Site) -> None:
    def ids(address: str) -> list[str]:
        html = fallback.html(address)
        return [attribute(node, "id") for node in html.css("article :is(h2, h3)")]

    assert ids(WHOLE) == ids("en/reasons/WholeReason")
    assert "fix-send" in ids(WHOLE)


def test_the_table_of_contents_follows_the_headings(fallback: Site) -> None:
    links = fallback.html(WHOLE).css(".md-nav--secondary a[href^='#']")
    hrefs = [attribute(link, "href") for link in links]
    assert "#cause-forgotten" in hrefs
    assert hrefs.index("#causes") < hrefs.index("#cause-forgotten") < hrefs.index("#fixes")


def test_the_navigation_speaks_the_language(fallback: Site) -> None:
    text = one(fallback.html("ar"), ".md-nav--primary").text()
    assert "الأسباب" in text
    assert "Reasons" not in text


def test_the_404_page_speaks_the_language(fallback: Site) -> None:
    text = (fallback.path / "ar" / "404.html").read_text(encoding="utf-8")
    assert "<h1>الصفحة غير موجودة</h1>" in text
    assert '<html lang="ar" dir="rtl"' in text
