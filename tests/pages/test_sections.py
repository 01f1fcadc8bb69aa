"""What a search finds of an article."""

from __future__ import annotations

from fieldguide.pages.sections import sections

ARTICLE = """\
<aside>Before</aside>
<h1 id="Alpha">Title</h1>
<p>Text.</p>
<p class="fg-mark" data-search-exclude="">Translated by machine</p>
<details class="fg-mark" data-search-exclude="">
<summary>It has changed</summary>
<div lang="en"><p>Old <del>and</del> <ins>new</ins></p></div>
</details>
<p>More.</p>
<h2 id="causes">Causes</h2>
<figure><figcaption>Caption <span data-search-exclude="">by machine</span></figcaption></figure>
"""


def test_notes_about_the_text_are_no_part_of_it() -> None:
    title, causes = sections(ARTICLE)
    assert title.text == "<p>Text.</p> <p>More.</p>"
    assert causes.text == "Caption"
