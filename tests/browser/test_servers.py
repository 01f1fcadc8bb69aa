"""A reader's own server on the page of a reason."""

from __future__ import annotations

from tests.browser.conftest import Reader

PAGE = "en/reasons/CORSMissingAllowOrigin/"
BOX = "document.querySelector('.fg-servers')"
SHOWN = "document.querySelector('.fg-servers__shown')"


def choose(reader: Reader, server: str) -> None:
    reader.wait(f"{BOX} && document.documentElement.classList.contains('js')")
    reader.ask(f"{BOX}.querySelector('[data-server={server}]').click()")
    reader.wait(f"{SHOWN}?.textContent.includes('{server}')")


def test_a_server_s_configuration_opens_with_the_lines_that_cure(reader: Reader) -> None:
    reader.open(PAGE)
    choose(reader, "nginx")
    marked = reader.ask(f"[...{SHOWN}.querySelectorAll('.fg-cl--on')].map((e) => e.textContent)")
    assert any("add_header Access-Control-Allow-Origin" in line for line in marked)
    assert not any("Expose-Headers" in line for line in marked)
    whole = reader.ask(f"{SHOWN}.querySelector('.fg-configuration code').textContent")
    assert "Access-Control-Expose-Headers" in whole
    assert reader.ask("location.hash") == "#server-nginx"
    assert reader.ask("location.pathname") == f"/{PAGE}"


def test_the_copy_is_the_clean_configuration(reader: Reader) -> None:
    reader.open(PAGE)
    choose(reader, "nginx")
    text = reader.ask(f"{SHOWN}.querySelector('[data-clipboard-text]').dataset.clipboardText")
    assert text == reader.ask(f"{SHOWN}.querySelector('.fg-configuration code').textContent")
    assert "cors:" not in text


def test_the_mistakes_of_that_server_that_give_this_reason(reader: Reader) -> None:
    reader.open(PAGE)
    choose(reader, "nginx")
    reasons = reader.ask(
        f"[...{SHOWN}.querySelectorAll('.fg-mistake')].map((e) => e.dataset.reason)"
    )
    assert set(reasons) == {"CORSMissingAllowOrigin"}


def test_the_choice_is_remembered_for_other_reasons(reader: Reader) -> None:
    reader.open(PAGE)
    choose(reader, "caddy")
    reader.open("en/reasons/CORSMethodNotFound/")
    reader.wait(f"{SHOWN}?.querySelector('.fg-servers__name').textContent === 'Caddy'")
    assert reader.ask(f"{BOX}.querySelector('[aria-current]').dataset.server") == "caddy"


def test_a_link_names_the_server(reader: Reader) -> None:
    reader.open(f"{PAGE}#server-apache")
    reader.wait(f"{SHOWN}?.querySelector('.fg-servers__name').textContent.includes('Apache')")


def test_what_is_shown_repeats_no_id_and_breaks_no_link(reader: Reader) -> None:
    reader.open(PAGE)
    choose(reader, "nginx")
    assert reader.ask(
        "[...document.querySelectorAll('[id]')].length === "
        "new Set([...document.querySelectorAll('[id]')].map((e) => e.id)).size"
    )
    paths = reader.ask(f"[...{SHOWN}.querySelectorAll('a')].map((e) => e.pathname)")
    assert "/en/servers/nginx/" in paths
    assert f"/{PAGE}" in paths


def test_choosing_another_replaces_the_first(reader: Reader) -> None:
    reader.open(PAGE)
    choose(reader, "nginx")
    choose(reader, "express")
    assert reader.ask("document.querySelectorAll('.fg-servers__shown').length") == 1
    assert reader.ask(f"{BOX}.querySelectorAll('[aria-current]').length") == 1
