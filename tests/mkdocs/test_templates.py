"""What becomes of templates before pages are made of them."""

from __future__ import annotations

import pytest
from jinja2 import DictLoader, Environment, TemplateSyntaxError

from fieldguide.mkdocs.locales.templates import Dense


def made(source: str, **values: object) -> str:
    return Environment(extensions=[Dense]).from_string(source).render(values)


def test_tags_and_indentation_leave_nothing() -> None:
    source = """<ul>
  {% set found = [1, 2] %}
  {% for item in found %}
    {% if item > 1 %}
      <li>{{ item }}</li>
    {% endif %}
  {% endfor %}
</ul>"""
    assert made(source) == "<ul>\n<li>2</li>\n</ul>"


@pytest.mark.parametrize(
    "source",
    [
        "one\n{% if true %}\ntwo\n{% endif %}\nthree",
        "one\n{% for _ in [1] %}\ntwo\n{% endfor %}\nthree",
        "one\n{%- if true %}\ntwo\n{%- endif %}\nthree",
        "one\n{% if false %}{% else %}\ntwo{% endif %}\nthree",
        "{% macro two() %}\ntwo\n{% endmacro %}one{{ two() }}three",
        "one\n{{ 'two' }}\n{% if true %}\nthree\n{% endif %}",
        "one {% include 'two' %}\nthree",
    ],
)
def test_words_stay_apart(source: str) -> None:
    environment = Environment(extensions=[Dense], loader=DictLoader({"two": "two"}))
    assert environment.from_string(source).render().split() == ["one", "two", "three"]


def test_an_error_is_told_at_its_own_line() -> None:
    with pytest.raises(TemplateSyntaxError) as error:
        made("{% if true %}\n  {% set a = 1 %}\n  {{ 1 + }}\n{% endif %}")
    assert error.value.lineno == 3


def test_what_is_said_of_spaces_is_kept() -> None:
    assert made("a\n{% if true -%}\n  b\n{% endif %}") == "a\nb\n"
