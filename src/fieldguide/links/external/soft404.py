"""Pages that answer 200 and aren't there. Pure."""

from __future__ import annotations

import re
import unicodedata

from yarl import URL

from fieldguide.links.external.page import Page

#: A page with more to say than this, navigation aside, is a page: maybe one about “404”.
SMALL = 1_000

_WHOLE = re.compile(
    r"(error |erreur |fehler |http )?(404|410)( error)?|"
    r"((error |http )?(404|410)\W*)?(not found|gone|introuvable|nicht gefunden)"
)
_PHRASES = re.compile(
    "|".join(
        (
            # English
            r"\b(page|file|document|article|url|content|resource|address)( \w+){0,4} "
            r"(not found|missing|cannot be found|can't be found|could not be found|"
            r"couldn't be found|was not found|wasn't found|isn't here|is not here|"
            r"does not exist|doesn't exist|no longer exists|no longer available|unavailable|"
            r"has been removed|has been deleted)\b",
            r"\b(404|410)\b.{0,5}\b(not found|page|error|gone)\b",
            r"\b(error|page|http)\b.{0,5}\b404\b",
            r"\b(can't|cannot|couldn't|could not) find (that|this|the|your) (\w+ )?page",
            # French, German, Spanish, Portuguese, Italian, Dutch
            r"page (introuvable|non trouvée|inexistante|manquante)",
            r"(page|contenu).{0,30}(n'existe (pas|plus)|n'a pas été trouvé)",
            r"seite.{0,30}(nicht gefunden|existiert nicht|nicht vorhanden|nicht mehr verfügbar)",
            r"página.{0,30}(no encontrada|no existe|no disponible|não encontrada|não existe)",
            r"no se (ha encontrado|encontró|encuentra) la página",
            r"pagina.{0,30}(non trovata|non esiste|niet gevonden|bestaat niet|negăsită)",
            # Swedish, Danish, Norwegian, Finnish, Polish, Czech, Hungarian, Romanian, Turkish
            r"sidan.{0,20}(hittades inte|kunde inte hittas|finns inte)",
            r"siden.{0,20}(ikke fundet|blev ikke fundet|finnes ikke|ble ikke funnet|findes ikke)",
            r"sivua ei (löytynyt|löydy|ole)",
            r"stron[ay].{0,20}(nie została znaleziona|nie istnieje)|nie znaleziono strony",
            r"stránka.{0,20}(nenalezena|nebyla nalezena|neexistuje|sa nenašla)",
            r"az oldal nem található|pagina nu a fost găsită|sayfa bulunamadı",
            # Russian, Ukrainian, Greek, Arabic, Persian, Hebrew
            r"страница.{0,20}(не найдена|не существует|удалена)",
            r"сторінк[ау].{0,20}(не знайден[оа]|не існує)",
            r"η σελίδα.{0,20}δεν (βρέθηκε|υπάρχει)",
            r"الصفحة.{0,20}(غير موجودة|غير متوفرة)|لم يتم العثور على",
            r"(صفحه|برگه).{0,20}(پیدا نشد|یافت نشد|وجود ندارد)|הדף.{0,20}(לא נמצא|אינו קיים)",
            # Chinese, Japanese, Korean, Vietnamese, Indonesian
            r"(页面|网页|頁面|網頁).{0,10}(不存在|未找到|找不到|无法找到|無法找到|没有找到)",
            r"(找不到|未找到|无法找到|無法找到).{0,10}(页面|网页|頁面|網頁)",
            r"ページ.{0,15}(見つかりません|存在しません|ありません)",
            r"페이지를? ?찾을 수 없|존재하지 않는 페이지",
            r"không tìm thấy trang|trang không tồn tại|halaman.{0,15}tidak (ditemukan|tersedia)",
        )
    )
)


def says_not_found(page: Page) -> bool:
    """Whether a page's title or heading says that it isn't there, and little else is in it."""
    if not page.complete or page.main_length > SMALL:
        return False
    return any(_says(text) for text in (page.title, page.heading))


def _says(text: str) -> bool:
    folded = unicodedata.normalize("NFKC", text[:300]).casefold().replace("\u2019", "'")
    # A site's name stands beside the page's: “404 | Example”, “Example - Not Found”.
    parts = re.split(r"\s+[|–—·•:-]+\s+|:\s+", folded)
    return any(_WHOLE.fullmatch(part.strip(" .!?")) for part in parts) or bool(
        _PHRASES.search(folded)
    )


_ROOT = re.compile(r"/?([a-z]{2,3}([_-][A-Za-z]{2,4})?/?)?(index\.\w{2,5})?")


def fell_to_root(asked: str, final: str) -> bool:
    """Whether redirects led from deep inside a site to its front page."""
    start, end = URL(asked), URL(final)
    deep = len([part for part in start.raw_path.split("/") if part]) >= 2
    return (
        deep
        and not _ROOT.fullmatch(start.raw_path)
        and _site(start) == _site(end)
        and not end.raw_query_string
        and _ROOT.fullmatch(end.raw_path) is not None
    )


def _site(url: URL) -> str:
    """Roughly the registered domain: `example.org`, `example.co.uk`."""
    host = url.raw_host or ""
    if ":" in host or host.replace(".", "").isdigit():
        return host
    labels = host.rstrip(".").split(".")
    return ".".join(labels[-3:] if len(labels) > 2 and len(labels[-2]) <= 3 else labels[-2:])
