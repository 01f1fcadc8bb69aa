from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldguide.links.external.page import Page
from fieldguide.links.external.soft404 import SMALL, fell_to_root, says_not_found


def page(title: str, heading: str = "", length: int = 100, complete: bool = True) -> Page:
    return Page(frozenset(), title, heading, "", length, complete)


@pytest.mark.parametrize(
    "title",
    [
        "404",
        "404 Not Found",
        "Error 404",
        "404 - Example",
        "Page not found | Example",
        "Example: Not Found",
        "Not found — Example",
        "This page doesn’t exist",
        "Sorry, the page you requested could not be found",
        "We can’t find that page",
        "Oops! That page can’t be found.",
        "Page introuvable - Exemple",
        "Cette page n’existe plus",
        "Seite nicht gefunden",
        "Diese Seite existiert nicht",
        "Página no encontrada",
        "La página no existe",
        "Página não encontrada",
        "Pagina non trovata",
        "Pagina niet gevonden",
        "Sidan hittades inte",
        "Siden blev ikke fundet",
        "Sivua ei löytynyt",
        "Strona nie istnieje",
        "Stránka nebyla nalezena",
        "Страница не найдена",
        "Сторінку не знайдено",
        "Sayfa bulunamadı",
        "الصفحة غير موجودة",
        "הדף לא נמצא",
        "页面不存在",
        "找不到页面",
        "找不到網頁",
        "お探しのページが見つかりません",
        "페이지를 찾을 수 없습니다",
        "Không tìm thấy trang",
        "Halaman tidak ditemukan",
    ],
)
def test_says_so(title: str) -> None:
    assert says_not_found(page(title))
    assert says_not_found(page("Example", heading=title))
    assert not says_not_found(page(title, length=SMALL + 1)), "a page about it"
    assert not says_not_found(page(title, complete=False)), "the rest may be the page"


@pytest.mark.parametrize(
    "title",
    [
        "Example",
        "",
        "Lost and found",
        "Issue 404: Add dark mode",
        "Handling missing values",
        "Peugeot 404",
        "Fetch Standard",
        "Find pages",
        "Area code 404",
        "How to find the page you need",
    ],
)
def test_says_something_else(title: str) -> None:
    assert not says_not_found(page(title, title))


@given(st.text(), st.text(), st.integers(0, 2000))
def test_any_text(title: str, heading: str, length: int) -> None:
    says_not_found(page(title, heading, length))


@pytest.mark.parametrize(
    ("asked", "final"),
    [
        ("https://example.org/a/b", "https://example.org/"),
        ("http://example.org/a/b.html", "https://www.example.org"),
        ("https://docs.example.org/a/b", "https://www.example.org/en/"),
        ("https://docs.example.co.uk/a/b", "https://example.co.uk/index.html"),
        ("http://127.0.0.1:8080/a/b", "http://127.0.0.1:8080/"),
    ],
)
def test_fell_to_root(asked: str, final: str) -> None:
    assert fell_to_root(asked, final)


@pytest.mark.parametrize(
    ("asked", "final"),
    [
        ("https://example.org/a", "https://example.org/"),
        ("https://example.org/", "https://example.org/en/"),
        ("https://example.org/en/index.html", "https://example.org/"),
        ("https://example.org/a/b", "https://example.org/c"),
        ("https://example.org/a/b", "https://example.org/?page=7"),
        ("https://short.example/a/b", "https://product.test/"),
        ("http://127.0.0.1/a/b", "http://127.0.0.2/"),
    ],
)
def test_did_not_fall(asked: str, final: str) -> None:
    assert not fell_to_root(asked, final)
